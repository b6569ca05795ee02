"""The trail of a request: an entry for what it was refused.

It stands inside the transaction of the hat and outside whatever the view began, so that the entry of
a refusal stays when the view's own work is undone.
"""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from chrysalis.audit.refusals import refused


class Trail:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """SAFETY: what is hidden and what is not there leave the same entry, at the same cost."""
        hat, found = request.hat, request.resolver_match  # type: ignore[attr-defined]
        if hat is None or found is None or not isinstance(exception, (Http404, PermissionDenied)):
            return
        asked_for = [key for key in found.kwargs.values() if isinstance(key, UUID)]
        refused(f"{_why(exception)}: {found.view_name}", asked_for, by=hat, at=timezone.now())


def _why(exception: Exception) -> str:
    return "not there, or not theirs to see" if isinstance(exception, Http404) else "not allowed"
