"""When the start gate is clear: arithmetic on what was done for each survivor of one person.

With several survivors all of them must be clear. With none, somebody must have said that nobody can be
identified. What is not known is a hold.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chrysalis.working_days import LONDON, in_london


# What a survivor said themselves can only have been said to somebody who reached them.
SAID = frozenset({"full_support", "updates_only", "information_once", "no_contact_wanted"})
# Where trying would endanger, or is another's to do, or has nobody to reach: a worker said so, with a reason.
SETTLED = frozenset({"unsafe_to_contact", "supported_elsewhere", "not_identified"})
NOON, EVENING = dt.time(12), dt.time(17)


@dataclass(frozen=True)
class Tried:
    """What is known of one survivor at a set time."""

    tier: str
    was_reached: bool
    tries: tuple[dt.datetime, ...] = ()
    tries_needed: int = 3


@dataclass(frozen=True)
class Words:
    """Whether each of the two questions is clear."""

    after_contact: bool
    after_attempt: bool


HOLD = Words(after_contact=False, after_attempt=False)
CLEAR = Words(after_contact=True, after_attempt=True)


def words(survivors: Sequence[Tried], *, is_nobody_to_find: bool) -> Words:
    if not survivors:
        return CLEAR if is_nobody_to_find else HOLD
    return Words(
        after_contact=all(was_contacted(each) for each in survivors),
        after_attempt=all(was_contacted(each) or was_tried_for(each) for each in survivors),
    )


def was_contacted(one: Tried) -> bool:
    return one.was_reached or one.tier in SAID or one.tier in SETTLED


def was_tried_for(one: Tried) -> bool:
    return different_times(one.tries) >= one.tries_needed


def different_times(moments: Iterable[dt.datetime]) -> int:
    """Three calls in one afternoon are one: a day has a morning, an afternoon and an evening."""
    return len({(in_london(moment).date(), _part_of_day(in_london(moment).time())) for moment in moments})


def _part_of_day(time: dt.time) -> str:
    if time < NOON:
        return "morning"
    return "afternoon" if time < EVENING else "evening"


def latest_set_time(times: Sequence[dt.time], *, now: dt.datetime) -> dt.datetime:
    """The set time that was last, on this day or the one before."""
    here = in_london(now)
    days = (here.date(), here.date() - dt.timedelta(days=1))
    moments = (dt.datetime.combine(day, time, LONDON) for day in days for time in times)
    return max(moment for moment in moments if moment <= here)
