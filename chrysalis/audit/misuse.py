"""What looks like misuse in the log: a few plain patterns, each a question to ask and no more.

A kind of misuse is declared once, with where it is looked for. Those that need to know who a person
is are declared by the app that knows; here are those that the log shows by itself.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet
from django.db.models.functions import ExtractHour, TruncHour

from chrysalis.access.barriers import Side
from chrysalis.audit.models import TABLES, Entry
from chrysalis.audit.words import WORDS
from chrysalis.registry import Registry
from chrysalis.working_days import LONDON


@dataclass(frozen=True)
class Limits:
    """Shipped defaults; each service sets its own."""

    people_in_an_hour: int = 40  # decided: four times what a busy caseworker opens
    people_in_an_hour_at_night: int = 10  # decided: an emergency is about one person
    night_begins: int = 23  # practice: on-call ends its evening handover by then
    night_ends: int = 5  # practice: the earliest shift of a service that sees people


LIMITS = Limits()
AT_ONCE = 3  # an entry of one opened record names at most so many keys; one of a list names more


@dataclass(frozen=True)
class Finding:
    worker_id: UUID
    agency_id: UUID
    began_at: dt.datetime
    times: int
    subjects: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Misuse:
    slug: str
    title: str
    english: str  # a sentence for the information officer
    sides: frozenset[Side]
    find: Callable[[Side, dt.datetime], Iterable[Finding]]


MISUSES: Registry[Misuse] = Registry("kind of misuse", key=lambda misuse: misuse.slug)
BOTH = frozenset({Side.CHANGE, Side.SAFETY})


def _many(side: Side, since: dt.datetime) -> Iterable[Finding]:
    return _over(_opened(side, since), LIMITS.people_in_an_hour)


def _at_night(side: Side, since: dt.datetime) -> Iterable[Finding]:
    hours = [*range(LIMITS.night_begins, 24), *range(LIMITS.night_ends)]
    by_hour = _opened(side, since).annotate(clock=ExtractHour("at", tzinfo=LONDON))
    return _over(by_hour.filter(clock__in=hours), LIMITS.people_in_an_hour_at_night)


def _opened(side: Side, since: dt.datetime) -> QuerySet[Entry]:
    """Records opened one by one since then. Lists are not counted: they show names, not people's lives."""
    looks = [word.slug for word in WORDS if word.operation == "consultation" and word.side is side]
    return TABLES[side]._default_manager.filter(
        at__gte=since, word__in=looks, subjects__len__range=(1, AT_ONCE), agency_id__isnull=False
    )


def _over(opened: QuerySet[Entry], limit: int) -> Iterable[Finding]:
    """Who opened that many different records within one hour of the clock."""
    by_hour: Any = opened.annotate(hour=TruncHour("at", tzinfo=dt.UTC), first=F("subjects__0")).order_by()
    counted = by_hour.values("worker_id", "agency_id", "hour").annotate(people=Count("first", distinct=True))
    for row in counted.filter(people__gte=limit):
        yield Finding(row["worker_id"], row["agency_id"], row["hour"], row["people"])


MISUSES.add(
    Misuse(
        "many-people",
        "Many people in an hour",
        f"Opened the records of {LIMITS.people_in_an_hour} or more people within an hour.",
        BOTH,
        _many,
    )
)
MISUSES.add(
    Misuse(
        "at-night",
        "Many people at night",
        f"Opened the records of {LIMITS.people_in_an_hour_at_night} or more people within an hour at night.",
        BOTH,
        _at_night,
    )
)
