"""What else goes on for a case in the apps above, and cannot go on once the case is over.

    UNFINISHED.add(Unfinished("places", open_on=…, end=…, end_handed_over=…))      in an app above

SAFETY: a place on a programme that outlives its case is watched by nobody: no caseworker hears what is
missed there, while somebody harmed still plans evenings by it. So it ends in the transaction that ends the
case, and whoever closes a case says how.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.registry import Registry


@dataclass(frozen=True)
class StillOpen:
    """One thing that is still open, as whoever closes the case is asked about it."""

    key: UUID
    name: str
    question: str
    stands: str  # how it stands, and what ends with it
    endings: tuple[tuple[str, str], ...]

    @property
    def field(self) -> str:
        return field_of(self.key)


def field_of(key: UUID) -> str:
    """What its question is called in the form that closes the case."""
    return f"ending-{key}"


class NotEnded(Exception):
    """It does not end so. The text is shown to the worker, beside the question of `key`."""

    def __init__(self, key: UUID, text: str) -> None:
        super().__init__(text)
        self.field = field_of(key)


class End(Protocol):
    def __call__(
        self, case_id: UUID, endings: Mapping[UUID, str], *, reason: str, by: Hat, at: dt.datetime
    ) -> None: ...


class EndHandedOver(Protocol):
    def __call__(self, handover_id: UUID, *, by: Hat, at: dt.datetime) -> None: ...


@dataclass(frozen=True)
class Unfinished:
    slug: str
    open_on: Callable[[Hat, UUID], list[StillOpen]]  # of an open case, by its key
    end: End  # each as it was answered; raises NotEnded where an answer is missing or cannot be
    end_handed_over: EndHandedOver  # all of it, by whoever takes the case over


UNFINISHED: Registry[Unfinished] = Registry("thing that ends with a case", key=lambda each: each.slug)


def still_open(hat: Hat, case_id: UUID) -> list[StillOpen]:
    return [found for each in UNFINISHED for found in each.open_on(hat, case_id)]
