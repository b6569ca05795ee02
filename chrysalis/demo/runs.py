"""Which programmes are being given in the demonstration, and which were: to how many, since when, and when
they meet.
"""

import datetime as dt
from dataclasses import dataclass

from chrysalis.working_days import LONDON
from interventions.actions.grouping import Plan
from interventions.rules.schedule import Closed


EVENING = dt.time(18, 30)
ONE_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@dataclass(frozen=True)
class Run:
    """One programme being given: to how many people, for how many weeks by now, on which day."""

    programme: str
    people: int
    weeks: int
    group: str = ""  # its name; one to one without
    venue: str = ""
    days_ago: int = 0  # since the last meeting
    only_men: bool = False
    agency: str = ""  # who gives it, where it is not the front door
    met_once_more: bool = False  # just before today, and nobody has marked it
    is_over: bool = False  # every session was held, and the places have ended


RUNS = {
    "leicestershire": Run(
        "jc-group", 12, 6, "Evening group, city", "Meeting room 2", only_men=True, met_once_more=True
    ),
    "west-midlands": Run("comm12", 4, 6, days_ago=1, agency="community-intervention"),
    "kent": Run("cobi", 4, 5, days_ago=2),
    "bedfordshire-and-hertfordshire": Run("c2c", 8, 6, "Group one", "The Hub, room 3", days_ago=1),
}
# With weeks to spare for bank holidays, and long enough ago for the exit review.
OVER = {
    "leicestershire": Run(
        "jc-group", 5, 29, "Evening group, earlier", "Meeting room 2", days_ago=2, only_men=True, is_over=True
    ),
    "west-midlands": Run("comm12", 3, 16, days_ago=4, agency="community-intervention", is_over=True),
    "kent": Run("cobi", 2, 16, days_ago=3, is_over=True),
    "bedfordshire-and-hertfordshire": Run("hr-1", 2, 14, days_ago=2, is_over=True),
}


def first_day(run: Run, *, on: dt.date) -> dt.date:
    return on - dt.timedelta(days=run.days_ago) - run.weeks * A_WEEK


def referred_at(began: dt.date, number: int) -> dt.datetime:
    day = began - dt.timedelta(days=20 - number % 6)
    return dt.datetime.combine(day, dt.time(14, 5 + number), LONDON)


def plans(run: Run, began: dt.date, total: int, *, closed: Closed) -> list[Plan]:
    """Once a week; and where it met once more, that is on the last day before today that is open, so that a
    register waits to be marked at whatever hour somebody looks."""
    if not run.met_once_more:
        return [Plan(began, EVENING, total)]
    today = began + run.weeks * A_WEEK
    before = sum(began + week * A_WEEK not in closed for week in range(run.weeks))
    evening = next(day for day in (today - count * ONE_DAY for count in range(1, 7)) if day not in closed)
    return [
        Plan(began, EVENING, before),
        Plan(evening, EVENING, 1),
        Plan(today, EVENING, total - before - 1),
    ]
