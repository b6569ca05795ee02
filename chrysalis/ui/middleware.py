"""Headers that every page carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


# SAFETY: on a shared custody desk the next person presses Back. Nothing a page showed may be kept.
HEADERS = {
    "Cache-Control": "no-store, private",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class PageHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
