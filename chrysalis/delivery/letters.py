"""The kinds of letter that leave the service. Each is declared once, by the app whose letter it is.

A row says which letter is to go and about what, by key. Whom it goes to, whether it still may, and what
it says is asked of the kind again in the moment of sending: an address that became unsafe an hour ago,
or a place that ended, stops it.

SAFETY: so no address and no word of a letter lies in a queue where somebody could read it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.registry import Registry


@dataclass(frozen=True)
class Letter:
    """As it goes out: to one recipient, always."""

    to: str
    subject: str
    text: str


class Withheld(Exception):
    """It may not, or need not, be sent any more. Carries a closed word, never a reason somebody typed."""


class Trouble(StrEnum):
    """What may become of a letter that did not simply go out."""

    LATE = "late"  # nothing has gone out for minutes, and it is urgent
    FAILED = "failed"  # the provider will not, or did not, deliver it
    UNKNOWN = "unknown"  # it may have gone: never sent again by itself


@dataclass(frozen=True)
class Sending:
    """One message, as its kind is asked about it."""

    key: UUID
    subject_id: UUID
    recipient_id: UUID
    agency_id: UUID | None = None


def _nothing(sending: Sending, at: dt.datetime) -> None:
    return None


@dataclass(frozen=True)
class LetterKind:
    slug: str
    side: Side
    # Checks everything again and writes the letter. Raises Withheld.
    write: Callable[[Sending, dt.datetime], Letter]
    # Makes it a person's task, as the courier. Told once of each trouble.
    tell: Callable[[Sending, Trouble, dt.datetime], None]
    is_urgent: bool = False
    # Once it was handed over, as the courier, in the transaction that notes it.
    sent: Callable[[Sending, dt.datetime], None] = _nothing


LETTERS: Registry[LetterKind] = Registry("kind of letter", key=lambda kind: kind.slug)
