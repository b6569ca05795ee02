"""By when a notice must be answered: arithmetic on the clock of one office, and nothing else.

An office that has somebody on duty counts every hour of every day. Any other counts the hours that it
is open: what comes in on Friday evening is read on Monday, and its hour begins then. Who sends
something to an office that is shut is told so (`read_from`): no notice implies that somebody watches.
"""

import datetime as dt
from dataclasses import dataclass

from chrysalis.working_days import (
    LONDON,
    OFFICE_HOURS,
    Hours,
    add_working_days,
    in_london,
    is_working_day,
    move_on,
)


@dataclass(frozen=True)
class Office:
    """What the clock of an office goes by. A default: each agency may keep its own."""

    nation: str = "england"
    hours: Hours = OFFICE_HOURS
    has_cover: bool = False  # somebody is on duty while it is shut


@dataclass(frozen=True)
class Within:
    """So many hours in which somebody is there to read it."""

    hours: float

    def after(self, moment: dt.datetime, office: Office) -> dt.datetime:
        return add_hours(moment, dt.timedelta(hours=self.hours), office=office)


@dataclass(frozen=True)
class WorkingDays:
    """By the end of the nth working day, cover or no cover: nobody on duty does ordinary work."""

    days: int

    def after(self, moment: dt.datetime, office: Office) -> dt.datetime:
        return add_working_days(moment, self.days, nation=office.nation, hours=office.hours)


Due = Within | WorkingDays


def read_from(moment: dt.datetime, office: Office) -> dt.datetime:
    """When somebody is next there to read: the moment itself while there is."""
    here = in_london(moment)
    if office.has_cover or _is_open(here, office):
        return here
    today = here.date()
    opens_today = is_working_day(today, nation=office.nation) and here.time() < office.hours.opens
    opening_day = today if opens_today else move_on(today, 1, nation=office.nation)
    return dt.datetime.combine(opening_day, office.hours.opens, LONDON)


def add_hours(moment: dt.datetime, length: dt.timedelta, *, office: Office) -> dt.datetime:
    """`length` later by the clock of the office, which stands still while nobody is there."""
    if office.has_cover:
        return _later(moment, length)
    here = read_from(moment, office)
    while length > (left := _closing(here, office) - here):
        length -= left
        here = read_from(_closing(here, office), office)
    return here + length


def _is_open(here: dt.datetime, office: Office) -> bool:
    in_hours = office.hours.opens <= here.time() < office.hours.closes
    return in_hours and is_working_day(here.date(), nation=office.nation)


def _closing(here: dt.datetime, office: Office) -> dt.datetime:
    return dt.datetime.combine(here.date(), office.hours.closes, LONDON)


def _later(moment: dt.datetime, length: dt.timedelta) -> dt.datetime:
    """Hours that really pass: on the night the clocks change, an hour is still an hour."""
    return in_london(moment.astimezone(dt.UTC) + length)
