"""The pages that say what went wrong. Each tells what happened, what was kept, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from chrysalis.standstill.causes import Cause


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("400.html", request, status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Seen, but not allowed: names the roles that may, so that there is someone to ask."""
    found = {"refusal": str(exception), "who_may": getattr(exception, "who_may", [])}
    return render(request, "403.html", found, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """SAFETY: one page for what is absent and what is hidden. To tell them apart is to tell who is known."""
    return render(request, "404.html", status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    return _plain("500.html", request, status=500)


def _plain(template: str, request: HttpRequest, *, status: int) -> HttpResponse:
    """Drawn without database, session or context: any of them may be what broke."""
    cause = getattr(request, "standstill", None)
    found = {
        "request_id": getattr(request, "request_id", ""),
        "standstill": cause if type(cause) is Cause else None,  # nothing is asked now that was not known
        "numbers": getattr(request, "numbers", []),
    }
    page = render_to_string(template, found)
    return HttpResponse(page, status=status)
