"""Being there or not, in closed words, and what each mark asks of the service.

A mark is what a register says of one person and one session. Whether it counts as attended or as missed,
how many missed ones lead to a review, and what has to be made up is the version's policy: change a number
there, and the outcome here is another.

Absence with good notice, and what the service itself called off, counts neither way: it breaks no row of
missed sessions and makes none. After a review in which somebody decided that the person goes on, counting
begins again.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from interventions.catalogue.marks import COUNTS_NEITHER_WAY, WAS_THERE, Mark


REPEATED = "Missed one, so that all are repeated"


@dataclass(frozen=True)
class Policy:
    """The version's numbers, by the names of its columns."""

    contact_same_day: bool = True
    missed_in_row: int = 2
    missed_of: int = 3
    missed_weeks: int = 12
    late_minutes: int = 15
    review_days: int = 14
    paused_may_end: bool = True
    repeat_if_missed: bool = False


@dataclass(frozen=True)
class Marked:
    """One line of the person's strip."""

    on: dt.date
    mark: Mark
    minutes_late: int | None = None

    def is_missed(self, policy: Policy) -> bool:
        """Missed for the count: not there without good notice, or later than the version lets pass."""
        if self.mark is Mark.LATE:
            return self.minutes_late is not None and self.minutes_late > policy.late_minutes
        return self.mark not in WAS_THERE and self.mark not in COUNTS_NEITHER_WAY

    def is_attended(self, policy: Policy) -> bool:
        """What counts towards completing. Leaving early counts; where too little was left of the session,
        the facilitator marks another word."""
        return self.mark in WAS_THERE and not self.is_missed(policy)


@dataclass(frozen=True)
class Owed:
    """What the last mark asks for. `review` is the sentence that says why, empty where there is none."""

    contact_today: bool = False
    review: str = ""
    repeat_all: bool = False


def owed(strip: Sequence[Marked], policy: Policy, *, reviewed_on: dt.date | None = None) -> Owed:
    """What is owed after the last of these marks; they need not come in order.

    `reviewed_on` is the day of the last decision that the person goes on: what was missed until then
    has been weighed already.
    """
    marks = sorted(strip, key=lambda each: each.on)
    since = [each for each in marks if reviewed_on is None or each.on > reviewed_on]
    if not since:
        return Owed()
    repeat_all = must_repeat(since, policy)
    why = REPEATED if repeat_all else _why_review(since, policy)
    return Owed(
        contact_today=policy.contact_same_day and since[-1].mark is Mark.NO_WORD,
        review=why,
        repeat_all=repeat_all,
    )


def decide_by(paused_on: dt.date, policy: Policy) -> dt.date:
    """The last day to decide, counted from the pause: a register marked late leaves as long."""
    return paused_on + dt.timedelta(days=policy.review_days)


def must_repeat(marks: Sequence[Marked], policy: Policy) -> bool:
    """Workshops that belong together: one missed, or come late to, means all of them again. Good notice
    does not help, since the other half is missing all the same; what we cancelled is ours to make up."""
    return policy.repeat_if_missed and not all(
        each.is_attended(policy) or each.mark is Mark.CANCELLED for each in marks
    )


def _why_review(marks: Sequence[Marked], policy: Policy) -> str:
    """Asked after each mark, and a reason only where the last one is what tips it."""
    if not marks[-1].is_missed(policy):
        return ""
    row = _row_at_end(marks, policy)
    if policy.missed_in_row and row >= policy.missed_in_row:
        return f"Missed {row} in a row"
    begins = marks[-1].on - dt.timedelta(weeks=policy.missed_weeks)
    within = sum(each.on > begins and each.is_missed(policy) for each in marks)
    if policy.missed_of and within >= policy.missed_of:
        return f"Missed {within} in {policy.missed_weeks} weeks"
    return ""


def _row_at_end(marks: Sequence[Marked], policy: Policy) -> int:
    row = 0
    for each in reversed(marks):
        if each.mark in COUNTS_NEITHER_WAY:
            continue
        if not each.is_missed(policy):
            break
        row += 1
    return row
