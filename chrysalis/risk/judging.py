"""What must hold before an assessment is kept or a grade is set, whichever side does it.

Only questions here: each side writes to tables of its own.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.risk import queries
from chrysalis.risk.models import AssessmentRecord, GradeRecord, RiskRules
from chrysalis.tools.base import Tool, is_for_age
from chrysalis.tools.grading import SHORT_WORDS, Level, highest, latest_review, needs_second
from chrysalis.working_days import LONDON, OFFICE_HOURS, add_working_days, in_london


class CannotAssess(Exception):
    """The text is shown to the worker."""


class NotTrained(CannotAssess):
    """Only trained assessors complete a tool."""


class CannotGrade(Exception):
    """The text is shown to the worker. `field` names the question that it answers to."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field


class CannotAgree(Exception):
    """The text is shown to the worker."""


def refuse_assessment(
    tool: Tool,
    answers: Mapping[str, str],
    *,
    opinion: str,
    side: Side,
    assessed_on: dt.date,
    oldest_possible: int | None,
    by: Hat,
    at: dt.datetime,
) -> None:
    """Raises CannotAssess, or NotTrained."""
    today = in_london(at).date()
    if not queries.is_trained(by, tool, on=today):
        raise NotTrained(f"You are not recorded as trained in {tool.name}.")
    if tool.is_retired:
        raise CannotAssess(f"{tool.name} is not completed any more.")
    if not is_for_age(tool, oldest_possible):
        raise CannotAssess(f"{tool.name} is for people aged {tool.least_age} or over.")
    if assessed_on > today:
        raise CannotAssess("The assessment must be today or in the past.")
    if problems := tool.problems(answers, opinion=opinion, side=side):
        raise CannotAssess(" ".join(problems))


LAPSED = "Something new was told after this grade was set, so nobody can agree to it any more. Grade again."


def is_lapsed(grade: GradeRecord, told_at: dt.datetime | None) -> bool:
    """SAFETY: what was judged before an arrest was known says nothing of the person after it. `told_at` is
    when the latest news was recorded; a grade that nobody had agreed to by then never holds."""
    return told_at is not None and not grade.is_answered and grade.at < told_at


def refuse_answer(
    grade: GradeRecord, newest: GradeRecord | None, *, told_at: dt.datetime | None = None
) -> None:
    """Raises CannotAgree where somebody answered, or graded again, or told something new, while the second
    person read."""
    if is_lapsed(grade, told_at):
        raise CannotAgree(LAPSED)
    if newest and newest.pk == grade.pk and not newest.is_answered:
        return
    if newest and not newest.is_answered:
        raise CannotAgree("Another grade waits by now. Read it before you answer.")
    raise CannotAgree("This grade does not wait any more.")


@dataclass(frozen=True)
class _Plan:
    """How a grade is to be kept."""

    needs_second: bool
    review_on: dt.date


def _plan(
    level: Level,
    *,
    before: Level | None,
    floor: Level | None,
    review_on: dt.date | None,
    rules: RiskRules,
    nation: str,
    at: dt.datetime,
) -> _Plan:
    """Whether a second person must agree, and when to look again. Raises CannotGrade."""
    today = in_london(at).date()
    latest = latest_review(level, on=today, days=rules.review_days)
    if review_on and review_on <= today:
        raise CannotGrade("The review must be after today.", "review_on")
    if review_on and review_on > latest:
        raise CannotGrade(
            f"A grade of {SHORT_WORDS[level]} is reviewed by {latest:%-d %B %Y} at the latest.", "review_on"
        )
    is_lowered = needs_second(level, before=before, floor=floor)
    if is_lowered and not rules.two_lower:
        # One person alone: looked at again on the next working day, without being asked.
        return _Plan(False, in_london(add_working_days(at, 1, nation=nation)).date())
    return _Plan(is_lowered, review_on or latest)


def graded(
    tools: Sequence[AssessmentRecord],
    *,
    level: str,
    imminence: str,
    basis: str,
    reason: str,
    review_on: dt.date | None,
    before: Level | None,
    rules: RiskRules,
    nation: str,
    by: Hat,
    at: dt.datetime,
) -> dict[str, Any]:
    """What is kept of a grade, by the names of its fields. `tools` are the assessments that count, `before`
    is the grade that holds. Raises CannotGrade."""
    if basis == GradeRecord.Basis.TOOL and not tools:
        raise CannotGrade("No tool has been completed. Choose “Judgement alone”.", "basis")
    floor = floor_of(tools, rules)
    plan = _plan(
        Level(level), before=before, floor=floor, review_on=review_on, rules=rules, nation=nation, at=at
    )
    return {
        "level": Level(level),
        "imminence": imminence,
        "basis": basis,
        "reason": reason,
        "level_before": before or "",
        "needs_second": plan.needs_second,
        "review_on": plan.review_on,
        "by_id": by.worker_id,
        "at": at,
    }


def review_opens(on: dt.date) -> dt.datetime:
    """When it is said that a grade is due for review: as the office opens."""
    return dt.datetime.combine(on, OFFICE_HOURS.opens, LONDON)


def floor_of(assessments: Sequence[AssessmentRecord], rules: RiskRules) -> Level | None:
    """The level below which the newest assessments say that two must agree."""
    found = (each.outcome(with_local_bands=rules.local_bands).least for each in assessments)
    return highest(level for level in found if level)


def newest_of_each_tool(assessments: Sequence[AssessmentRecord]) -> list[AssessmentRecord]:
    """Those that count: of each tool the newest that was not corrected. The list begins with the newest."""
    corrected = {each.supersedes_id for each in assessments}  # type: ignore[attr-defined]
    first: dict[str, AssessmentRecord] = {}
    for each in assessments:
        if each.pk not in corrected:
            first.setdefault(each.tool_slug, each)
    return list(first.values())
