"""The kinds of notice there are. Each is declared once, by the app that raises it.

A notice says what happened in the words of its kind and nothing more: no name, no place, no text of
anybody's. Who may see what it is about follows the link; who may not is told so in plain words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.notices.due import Due, Within
from chrysalis.registry import Registry


@dataclass(frozen=True)
class NoticeKind:
    slug: str
    side: Side
    title: str  # what happened, as one sentence without its full stop
    why: str  # why somebody is told, and what to do
    due: Due = field(default_factory=lambda: Within(hours=8))
    is_urgent: bool = False  # an e-mail goes out at once, whatever the worker chose
    url: str = ""  # the name of the page that the subject's key opens; none where there is no page
    link: str = ""  # the words of the link to it
    # The rows that the hat may see, among which the subject has to be for the link to be shown.
    found_in: Callable[[Hat], QuerySet] | None = None
    # Whoever may open what it is about answers it there, and cannot wave it away before.
    is_answered_there: bool = False

    def shows(self, hat: Hat, subject: UUID) -> bool:
        """Whether the hat may open what the notice is about."""
        return self.found_in is not None and self.found_in(hat).filter(pk=subject).exists()

    def shown_among(self, hat: Hat, subjects: Iterable[UUID]) -> set[UUID]:
        """Those of the subjects that the hat may open."""
        if self.found_in is None:
            return set()
        return set(self.found_in(hat).filter(pk__in=list(subjects)).values_list("pk", flat=True))

    def href(self, subject: UUID) -> str:
        return reverse(self.url, args=[subject])


KINDS: Registry[NoticeKind] = Registry("kind of notice", key=lambda kind: kind.slug)
