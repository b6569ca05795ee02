"""The deadline of an out-of-court disposal: whether it is a usual one, how near it is, what outlasts it.

A summary offence can be charged for six months. A caution that may yet be broken must leave time for that,
which is why its deadline is counted in weeks from the day it was given; how many, each scheme says.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    weeks: int = 16
    weeks_at_most: int = 20
    days_ahead: int = 14


def doubt_of(given_on: dt.date, due_on: dt.date, limits: Limits) -> str:
    """What to say of a deadline to whoever types it; empty where it is a usual one."""
    if due_on > given_on + dt.timedelta(weeks=limits.weeks_at_most):
        return (
            f"This is more than {limits.weeks_at_most} weeks after the disposal was given. Where it is not "
            "complied with, it may be too late to charge a summary offence."
        )
    if due_on > given_on + dt.timedelta(weeks=limits.weeks):
        return f"This is more than the usual {limits.weeks} weeks after the disposal was given."
    return ""


def is_near(due_on: dt.date, today: dt.date, limits: Limits) -> bool:
    """Or past."""
    return (due_on - today).days <= limits.days_ahead


def left(due_on: dt.date, today: dt.date) -> str:
    """How long there is, in words that end a line."""
    days = (due_on - today).days
    if days < 0:
        return f"passed {_days(-days)} ago"
    return f"in {_days(days)}" if days else "today"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def outlasts(ends_on: dt.date | None, due_on: dt.date) -> bool:
    """Whether a programme with that last day, or none, is not over by the deadline."""
    return ends_on is None or ends_on > due_on
