"""What the collector of numbers asks for.

SAFETY: without the token, or with a wrong one, it is a page that is not there. When the service is busy
at night tells a stranger when somebody was hurt.
"""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from chrysalis.access.http import hatless
from chrysalis.metrics import gauges, text  # noqa: F401 - the gauges of what we stand on declare themselves
from chrysalis.standstill.marks import for_machines


TYPE = "text/plain; version=0.0.4; charset=utf-8"


@for_machines
@hatless("numbers for the collector that has the token; for anybody else it is not there")
def metrics(request: HttpRequest) -> HttpResponse:
    if request.method != "GET" or not _has_token(request):
        raise Http404
    autodiscover_modules("gauges")
    return HttpResponse(text.written(at=timezone.now()), content_type=TYPE)


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and secrets.compare_digest(given.encode(), expected.encode())
