"""What a records system is told when something is wrong (RFC 9457). Of what was sent nothing is repeated: an
answer lies in the logs of whoever asked.
"""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse, JsonResponse


CONTENT_TYPE = "application/problem+json"
MOST = 100  # mistakes that are named
# What each is called, and its status. `templates/api/description.html` explains them to integrators.
PROBLEMS = {
    "bad-request": (400, "The request cannot be read"),
    "no-key": (400, "There is no Idempotency-Key"),
    "not-known": (401, "The token is not known, or too old"),
    "not-for-that": (403, "The records system is not let in for this"),
    "on-hold": (403, "Nothing may be told at the moment"),
    "not-there": (404, "There is no such thing, or it is not yours"),
    "no-such-method": (405, "This address does not answer to that method"),
    "too-large": (413, "The request is too large"),
    "not-json": (415, "The content type is not application/json"),
    "key-used": (422, "The Idempotency-Key was used for something else"),
    "not-valid": (422, "Some fields are not valid"),
    "too-many": (429, "Too many requests"),
    "not-now": (503, "Nothing can be saved at the moment"),
}


class Problem(Exception):
    """Raised anywhere behind the door of the machines; the door answers with it."""

    def __init__(
        self,
        slug: str,
        detail: str = "",
        *,
        wrong: Mapping[str, list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(slug)
        self.slug, self.detail, self.wrong, self.headers = slug, detail, wrong or {}, headers or {}

    @property
    def response(self) -> HttpResponse:
        status, title = PROBLEMS[self.slug]
        told: dict[str, object] = {"type": f"{settings.SERVICE_URL}/api/#{self.slug}", "title": title}
        told["status"] = status
        if self.detail:
            told["detail"] = self.detail
        if self.wrong:
            errors = [(pointer, said) for pointer, all_said in self.wrong.items() for said in all_said]
            told["errors"] = [{"pointer": pointer[:200], "detail": said} for pointer, said in errors[:MOST]]
        return JsonResponse(told, status=status, headers=dict(self.headers), content_type=CONTENT_TYPE)
