"""What may be read of the log: the own side, the own agency's people, and who looked at what it holds."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from chrysalis.access.barriers import Side
from chrysalis.access.decide import visible
from chrysalis.access.definers import Definer
from chrysalis.access.hat import Hat
from chrysalis.access.roles import ROLES
from chrysalis.audit.definers import ABOUT_CHANGE, ABOUT_SAFETY, WHO_LOOKED
from chrysalis.audit.models import ALERTS, TABLES, Alert, Entry
from chrysalis.audit.words import WORDS


ABOUT = {Side.CHANGE: ABOUT_CHANGE, Side.SAFETY: ABOUT_SAFETY}


def entries(hat: Hat) -> QuerySet[Entry]:
    """Of the own agency's people, on the own side."""
    return visible(hat, TABLES[hat.side]._default_manager.filter(agency_id=hat.agency_id))


def looks_from_outside(hat: Hat) -> QuerySet[Entry]:
    """Of other agencies' people, about what the own agency holds."""
    of_others = TABLES[hat.side]._default_manager.filter(holder_id=hat.agency_id)
    return visible(hat, of_others.exclude(agency_id=hat.agency_id))


def entries_about(hat: Hat, subject: UUID) -> QuerySet[Entry]:
    """The latest about one person or record, from inside and outside."""
    found = [key for (key,) in _call(ABOUT[hat.side], subject)]
    return visible(hat, TABLES[hat.side]._default_manager.filter(pk__in=found))


def alerts(hat: Hat) -> QuerySet[Alert]:
    return visible(hat, ALERTS[hat.side]._default_manager.all())


@dataclass(frozen=True)
class Look:
    """What somebody did with a case on one day, however many times."""

    on: dt.date
    worker: str
    agency: str
    role_slug: str
    word: str
    was_refused: bool
    was_opened: bool
    times: int
    last_at: dt.datetime

    @property
    def who(self) -> str:
        return f"{self.worker}, {ROLES[self.role_slug].name.lower()}" if self.role_slug else self.worker

    @property
    def did(self) -> str:
        """Plain words: a list shows a name, opening shows a life, and a refusal shows nothing."""
        if self.was_refused:
            return "Asked to open it and was refused"
        word = WORDS[self.word]
        if word.operation == "consultation" and not self.was_opened:
            return "Saw the name in a list"
        return word.sentence


def who_looked(subject: UUID) -> list[Look]:
    """Who looked at the case that is open now, or its client; nobody, for any other key."""
    return [Look(*row) for row in _call(WHO_LOOKED, subject)]


def _call(definer: Definer, subject: UUID) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.callproc(definer.name, [subject])
        return list(cursor.fetchall())
