"""While nothing can be saved: pages go on, and what is sent comes back to whoever sent it.

It stands inside the limits of the session and outside the hat, so that a page drawn with somebody's
words has been recorded like any other before it is told that nothing was saved.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import SimpleLazyObject

from chrysalis.agencies.telephones import to_ring
from chrysalis.standstill import causes, pages
from chrysalis.standstill.pages import Why


READS = ("GET", "HEAD", "OPTIONS")
View = Callable[..., HttpResponse]


class Standstill:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # For what no view draws, such as the page of an address that does not exist: asked when it is drawn.
        request.standstill = SimpleLazyObject(causes.current)  # type: ignore[attr-defined]
        response = self.get_response(request)
        return _not_saved(request, response) if hasattr(request, "unsaved") else response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        cause = None if getattr(view, "for_machines", False) else causes.current()
        request.standstill = cause  # type: ignore[attr-defined]
        if cause is None:
            return None
        hat = getattr(request, "hat", None)
        request.numbers = to_ring(hat) if hat else []  # type: ignore[attr-defined]
        return None if request.method in READS else _sent(request, view, cause)


def _sent(request: HttpRequest, view: View, cause: causes.Cause) -> HttpResponse | None:
    if getattr(view, "goes_on", False) and cause.keeps_the_log:
        return None
    if getattr(view, "leaves", False):
        return _forget(request)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"message": "Nothing can be saved at the moment."}, status=503)
    # The view draws its page, as when somebody opens it, and finds there what was sent to it.
    request.unsaved, request.method = request.POST, "GET"  # type: ignore[attr-defined]
    return None


def _not_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page itself, where it holds the words; a plain one with them, where it has none or led away."""
    if response.status_code in (403, 404) or response.status_code >= 500:
        return response
    if response.status_code == 200 and getattr(request, "unsaved_is_shown", False):
        response.status_code = 503
        return response
    return pages.plain(request, Why.NOT_SAVED)


def _forget(request: HttpRequest) -> HttpResponse:
    response = pages.plain(request, Why.LEFT)
    response.delete_cookie(settings.SESSION_COOKIE_NAME)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
