"""What whoever sends something is told when nobody is there to read it.

SAFETY: no page may imply that somebody watches. A sergeant who believes that a service reads a threat
tonight does not ring anybody else.
"""

import datetime as dt
from uuid import UUID

from chrysalis.notices.due import read_from
from chrysalis.notices.offices import office_of
from chrysalis.working_days import in_london


A_WEEK = dt.timedelta(days=6)  # within it, the name of a day is enough


def unread_words(agency_id: UUID, *, at: dt.datetime) -> str:
    """For beside what is sent to the office; empty while somebody is there, or on duty."""
    reads = read_from(at, office_of(agency_id))
    if reads <= at:
        return ""
    return f"Nobody reads this until {_spoken(reads, in_london(at))}. In danger: 999."


def _spoken(reads: dt.datetime, here: dt.datetime) -> str:
    """Monday 09:00; over Christmas, Tuesday 29 December 09:00."""
    is_soon = reads.date() - here.date() <= A_WEEK
    day = f"{reads:%A}" if is_soon else f"{reads:%A} {reads.day} {reads:%B}"
    return f"{day} {reads:%H:%M}"
