"""What looks like misuse in the log: a few plain patterns, each a question to ask and no more.

A kind of misuse is declared once, with where it is looked for. Those that need to know who a person
is are declared by the app that knows; here are those that the log shows by itself.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractHour, TruncHour

from chrysalis.access.barriers import Side
from chrysalis.audit.models import TABLES, AlertLimits, Entry
from chrysalis.audit.words import WORDS
from chrysalis.registry import Registry
from chrysalis.working_days import LONDON


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


def each_agency() -> Iterable[tuple[AlertLimits, Q]]:
    """The limits there are, each with a condition for the rows of whom they are; the defaults come last."""
    own = list(AlertLimits.objects.all())
    yield from ((limits, Q(agency_id=limits.agency_id)) for limits in own)
    yield AlertLimits(), ~Q(agency_id__in=[limits.agency_id for limits in own])


def _many(side: Side, since: dt.datetime) -> Iterable[Finding]:
    for limits, whose in each_agency():
        yield from _over(_opened(side, since).filter(whose), limits.people_in_an_hour)


def _at_night(side: Side, since: dt.datetime) -> Iterable[Finding]:
    by_hour = _opened(side, since).annotate(clock=ExtractHour("at", tzinfo=LONDON))
    for limits, whose in each_agency():
        hours = [*range(limits.night_begins, 24), *range(limits.night_ends)]
        yield from _over(by_hour.filter(whose, clock__in=hours), limits.people_in_an_hour_at_night)


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
        "Opened the records of more people within an hour than the agency expects of anybody.",
        BOTH,
        _many,
    )
)
MISUSES.add(
    Misuse(
        "at-night",
        "Many people at night",
        "Opened the records of more people within an hour at night than the agency expects of anybody.",
        BOTH,
        _at_night,
    )
)
