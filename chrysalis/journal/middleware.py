"""Every request has a number, is timed, and leaves one line.

The number is the one that a page asks people to quote, that the answer carries as `X-Request-Id`, and
with which the key of the request in the log of looks begins: whoever is rung about a page that broke
finds the lines, and whoever may read that log finds what it did.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from chrysalis.audit.requests import numbered, short
from chrysalis.metrics import durations


log = logging.getLogger(__name__)
NOWHERE = "nowhere"  # SAFETY: an address that is no page of ours may hold whatever somebody pasted there


class Journal:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with numbered() as number:
            request.request_id = short(number)  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers["X-Request-Id"] = short(number)
            _tell(request, response, time.perf_counter() - began)
            return response


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    view = _view_of(request)
    durations.observe(view, response.status_code, seconds)
    facts = {
        "view": view,
        "method": request.method if request.method in METHODS else "other",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
    }
    log.info("answered", extra={"facts": facts})


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def _view_of(request: HttpRequest) -> str:
    """By its name. Somebody turned away at the door never came to the view that they asked for."""
    try:
        found = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return NOWHERE
    return found.view_name
