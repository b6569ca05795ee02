"""Looking at the log is a look too, and leaves its own entry."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word


READ = {
    Side.CHANGE: word("log.read", Side.CHANGE, "consultation", "looked at who looked at what"),
    Side.SAFETY: word("safety-log.read", Side.SAFETY, "consultation", "looked at who looked at what"),
}


def read_log(page: str, about: Iterable[UUID] = (), *, by: Hat, at: dt.datetime) -> None:
    """`page` is which list was read; `about`, whose entries it was narrowed to."""
    record(READ[by.side], by=by, at=at, subjects=about, reason=page)
