"""What somebody sent and could not be saved, as fields that hold it again."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


LONG = 80  # characters beyond which a field is a box
NOT_SHOWN = {"draft_form", "next", "step", "version", "seen_version"}
SECRET = {"code", "credential"}


class Typed(NamedTuple):
    name: str
    label: str
    value: str

    @property
    def is_hidden(self) -> bool:
        """What the page added and nobody typed."""
        return self.name in NOT_SHOWN or not self.value.strip() or _is_key(self.value)

    @property
    def is_long(self) -> bool:
        return len(self.value) > LONG or "\n" in self.value


def typed(request: HttpRequest) -> list[Typed]:
    """Field by field, in the order sent; nothing when a secret was among them, which is typed again.

    SAFETY: only for a form of our own. A page elsewhere could otherwise send words that are not the
    person's, and have us draw the form, with its key against forgery, that sends them for good.
    """
    if _is_forged(request) or any(_is_secret(name) for name in request.POST):
        return []
    return [
        Typed(name, label(name), value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]


def label(name: str) -> str:
    """The field's name as a person would write it."""
    return name.replace("-", " ").replace("_", " ").strip().capitalize()


def _is_secret(name: str) -> bool:
    return "password" in name or name in SECRET


def _is_key(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def _is_forged(request: HttpRequest) -> bool:
    """Asked again here: where the database broke, the request never came as far as the check."""
    guard = CsrfViewMiddleware(lambda request: HttpResponse())
    guard.process_request(request)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    return guard.process_view(request, lambda request: HttpResponse(), (), {}) is not None
