"""When the sessions of a programme are: one after another, round days off, at a time on the wall.

A day that is a bank holiday, or in a week when the provider is closed, is no session: that session is a
week later, and with it all that follow, so that nobody loses one. A monthly group meets on the same
weekday of each month (its second Tuesday), and one that moved does not move the next month's.

Sessions are kept by the clock on the wall in London: a group at 18:30 meets at 18:30 in summer and in
winter. The night on which clocks go forward has no 01:30, and a session then is refused; where a time
comes twice, the first is meant.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from chrysalis.working_days import LONDON, bank_holidays
from interventions.catalogue.terms import Frequency


A_WEEK = dt.timedelta(weeks=1)
FAR_ENOUGH = 60  # weeks without a day to meet on: whoever typed the breaks meant something else


FURTHEST = dt.timedelta(days=730)  # a programme may be long, and a wrong year is a wrong year


class NoSuchTime(Exception):
    """The clock on the wall never shows that time on that day, or the day cannot be meant. Text is shown to
    the worker."""


class NoDayLeft(Exception):
    """Breaks and days off leave no day for a session. Text is shown to the worker."""


@dataclass(frozen=True)
class Break:
    """Weeks in which nothing is held, from a day to a day, both among them."""

    from_on: dt.date
    until_on: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.from_on <= day <= self.until_on


@dataclass(frozen=True)
class Rhythm:
    """How often, by the version's word. `apart_days` is of two workshops and their like."""

    frequency: Frequency
    apart_days: int = 7


@dataclass(frozen=True)
class Closed:
    """The days on which a provider holds no session."""

    nation: str = "england"
    breaks: tuple[Break, ...] = ()

    def __contains__(self, day: dt.date) -> bool:
        return day in bank_holidays(day.year, self.nation) or any(day in each for each in self.breaks)


def why_not_from(first: dt.date, *, begins_on: dt.date | None, today: dt.date) -> str:
    """What is wrong with the first day of somebody's appointments, in words for whoever typed it; empty where
    nothing is. One before the place begins would count as missed, and be told to whoever was harmed."""
    if begins_on and first < begins_on:
        return f"The place begins on {begins_on.day} {begins_on:%B %Y}. The first day cannot be before it"
    if first > today + FURTHEST:
        return "The first day is more than two years away. Check the year"
    return ""


def session_days(
    starts_on: dt.date, count: int, rhythm: Rhythm, *, closed: Closed = Closed()
) -> list[dt.date]:
    """The days of `count` sessions. Raises NoDayLeft."""
    walk = _months(starts_on, closed) if rhythm.frequency is Frequency.MONTHLY else None
    return list(islice(walk or _weeks(starts_on, _step(rhythm), closed), count))


def moment_on(day: dt.date, time: dt.time) -> dt.datetime:
    """That time on the wall, that day. Raises NoSuchTime."""
    moment = dt.datetime.combine(day, time, LONDON)
    if moment.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NoSuchTime(
            f"On {day:%A} {day.day} {day:%B} {day.year} the clocks go forward at 01:00, and there is no "
            f"{time:%H:%M}. Choose another time."
        )
    return moment


def session_moments(days: Iterable[dt.date], time: dt.time) -> list[dt.datetime]:
    """Raises NoSuchTime."""
    return [moment_on(day, time) for day in days]


def modules_over(modules: Sequence[str], sessions: int) -> list[str]:
    """Which module each session belongs to: in order, shared out evenly, the first ones longer where it
    does not come out even. No module where there is none, or none is planned."""
    if not modules:
        return [""] * sessions
    return [modules[number * len(modules) // sessions] for number in range(sessions)]


def _step(rhythm: Rhythm) -> dt.timedelta:
    if rhythm.frequency is Frequency.APART:
        return dt.timedelta(days=rhythm.apart_days)
    return 2 * A_WEEK if rhythm.frequency is Frequency.FORTNIGHTLY else A_WEEK


def _weeks(day: dt.date, step: dt.timedelta, closed: Closed) -> Iterator[dt.date]:
    while True:
        day = _open_day(day, closed)
        yield day
        day += step


def _months(first: dt.date, closed: Closed) -> Iterator[dt.date]:
    """The same weekday of each month, counted from its beginning: a fifth one is the month's last."""
    place, number = (first.day - 1) // 7, 0
    while True:
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        yield _open_day(_weekday_of(year, month + 1, first.weekday(), place), closed)
        number += 1


def _weekday_of(year: int, month: int, weekday: int, place: int) -> dt.date:
    begins = dt.date(year, month, 1)
    day = begins + dt.timedelta(days=(weekday - begins.weekday()) % 7, weeks=place)
    return day if day.month == month else day - A_WEEK


def _open_day(day: dt.date, closed: Closed) -> dt.date:
    for _ in range(FAR_ENOUGH):
        if day not in closed:
            return day
        day += A_WEEK
    raise NoDayLeft("The breaks leave no day for the next session.")
