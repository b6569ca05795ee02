"""Every look at a person leaves an entry: who, when, whom."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word


READ = word("person.read", Side.CHANGE, "consultation", "read what is recorded of a person")


def read(subjects: Iterable[UUID], *, by: Hat, at: dt.datetime) -> None:
    """One entry for one page, with the keys of all it showed."""
    shown = list(subjects)
    if shown:
        record(READ, by=by, at=at, subjects=shown)
