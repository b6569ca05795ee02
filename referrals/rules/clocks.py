"""The clock on a referral: when first contact is due, and what a list row says of it.

The words are for somebody with forty rows before them: the day and its name while there is time, the
hour on the day itself, and a count of working days once it is late.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from chrysalis.working_days import (
    LONDON,
    OFFICE_HOURS,
    Hours,
    add_working_days,
    in_london,
    move_on,
    working_days_between,
)


class Tone(StrEnum):
    NONE = "none"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class Standing:
    words: str
    tone: Tone


@dataclass(frozen=True)
class Clock:
    """A deadline that may stand still, for instance while a referrer is asked for more."""

    due_at: dt.datetime
    paused_at: dt.datetime | None = None
    # Paused until a day that is known, to which the deadline was moved on when it was paused; and why.
    paused_until: dt.datetime | None = None
    because: str = ""

    @classmethod
    def begin(
        cls, received_at: dt.datetime, *, working_days: int, nation: str, hours: Hours = OFFICE_HOURS
    ) -> Self:
        return cls(add_working_days(received_at, working_days, nation=nation, hours=hours))

    def pause(self, *, at: dt.datetime) -> "Clock":
        """Stop counting. Pausing twice keeps the first moment."""
        return Clock(self.due_at, self.paused_at or at)

    def resume(self, *, at: dt.datetime, nation: str) -> "Clock":
        """Go on with as many working days left, or overdue, as there were when it was paused."""
        if self.paused_at is None:
            return self
        stood = working_days_between(_day(self.paused_at), _day(at), nation=nation)
        due = in_london(self.due_at)
        return Clock(dt.datetime.combine(move_on(due.date(), stood, nation=nation), due.time(), LONDON))

    def standing(self, now: dt.datetime, *, nation: str) -> Standing:
        if self.paused_until and now < self.paused_until:
            return Standing(f"Paused until {_named(_day(self.paused_until), now)}: {self.because}", Tone.NONE)
        if self.paused_at is None:
            return standing(self.due_at, now, nation)
        return Standing(f"Paused since {_named(_day(self.paused_at), now)}", Tone.NONE)


def days_left(allowed: int, used: int) -> int:
    """For how many more days somebody may pause on their own; one, while a second person is asked."""
    return max(allowed - used, 1)


def days_of(begins: dt.date, until: dt.date) -> int:
    """Days that a pause takes: from the one on which it begins up to the one on which the clock goes on."""
    return max((until - begins).days, 0)


def standing(due_at: dt.datetime, now: dt.datetime, nation: str, *, soon_within: int = 1) -> Standing:
    """What to say of a deadline at this moment; `soon_within` working days before it the tone changes."""
    if now > due_at:
        return Standing(_overdue(due_at, now, nation), Tone.LATE)
    left = working_days_between(_day(now), _day(due_at), nation=nation)
    return Standing(_due(due_at, now), Tone.SOON if left <= soon_within else Tone.NONE)


def _due(due_at: dt.datetime, now: dt.datetime) -> str:
    if _day(due_at) == _day(now):
        return f"Due today by {in_london(due_at):%H:%M}"
    return f"Due {_named(_day(due_at), now)}"


def _overdue(due_at: dt.datetime, now: dt.datetime, nation: str) -> str:
    if _day(due_at) == _day(now):
        return f"Overdue since {in_london(due_at):%H:%M} today"
    days = working_days_between(_day(due_at), _day(now), nation=nation)
    if not days:  # nobody has been at work since
        return f"Overdue since {_named(_day(due_at), now)}"
    return f"Overdue by {days} working {'day' if days == 1 else 'days'}"


def _named(day: dt.date, now: dt.datetime) -> str:
    """Such as "Monday 23 November", with the year where it is another one."""
    year = "" if day.year == _day(now).year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def _day(moment: dt.datetime) -> dt.date:
    return in_london(moment).date()
