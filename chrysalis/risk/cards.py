"""What the pages of both sides say of assessments and grades: facts, a chart with its table, and flags."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from chrysalis.access.hat import Hat
from chrysalis.risk.judging import LAPSED, is_lapsed, newest_of_each_tool
from chrysalis.risk.models import AssessmentRecord, GradeRecord, RiskRules
from chrysalis.tools.base import Outcome, name_of
from chrysalis.tools.grading import IMMINENCE_WORDS, LEVEL_WORDS, SHORT_WORDS, Imminence, Level
from chrysalis.ui.charts import Point, Steps, steps
from chrysalis.ui.lists import Cell, Heading
from chrysalis.ui.templatetags.ui import day, moment


Row = dict[str, str]
COLOURS = {Level.STANDARD: "green", Level.MEDIUM: "yellow", Level.HIGH: "orange", Level.VERY_HIGH: "red"}
GRADES = [(level.value, SHORT_WORDS[level]) for level in Level]  # to choose from, above a list
COLUMNS = [Heading(title) for title in ("Grade", "From", "How soon", "Set by", "Why")]


def grade_cell(grade: str, by_tool: str = "") -> Cell:
    """For a list: the level and nothing of why; until somebody's grade holds, what a tool points to."""
    if not grade and by_tool:
        return Cell(f"{SHORT_WORDS[Level(by_tool)]} (tool)", colour=COLOURS[Level(by_tool)])
    if not grade:
        return Cell("Not graded")
    level = Level(grade)
    return Cell(SHORT_WORDS[level], colour=COLOURS[level])


def badges(grade: str) -> list[dict[str, str]]:
    """Beside the name, from medium on: danger, and nothing else, is what a badge tells of."""
    if not grade or Level(grade) is Level.STANDARD:
        return []
    return [{"text": f"{SHORT_WORDS[Level(grade)]} risk", "colour": COLOURS[Level(grade)]}]


def grade_fact(
    grade: str, review_on: dt.date | None, *, today: dt.date, by_tool: str = ""
) -> tuple[str, str]:
    if not grade and by_tool:
        return "Grade", f"{LEVEL_WORDS[Level(by_tool)]} (tool). Nobody’s grade holds yet"
    if not grade or review_on is None:
        return "Grade", "Not graded"
    due = "Review was due" if review_on < today else "Review by"
    return "Grade", f"{LEVEL_WORDS[Level(grade)]}. {due} {day(review_on)}"


@dataclass(frozen=True)
class AssessmentCard:
    title: str
    rows: list[Row]
    flags: tuple[str, ...]
    is_current: bool
    correct_url: str


def assessment_cards(
    found: Sequence[AssessmentRecord], rules: RiskRules, *, urls: Mapping[str, str]
) -> list[AssessmentCard]:
    """`urls`: of the page of each tool that may be completed, and so corrected, by its slug."""
    current = {each.pk for each in newest_of_each_tool(found)}
    corrected = {each.supersedes_id for each in found}
    return [
        _assessment(
            each,
            rules,
            is_current=each.pk in current,
            is_corrected=each.pk in corrected,
            url=urls.get(each.tool_slug, ""),
        )
        for each in found
    ]


def _assessment(
    each: AssessmentRecord, rules: RiskRules, *, is_current: bool, is_corrected: bool, url: str
) -> AssessmentCard:
    outcome = each.outcome(with_local_bands=rules.local_bands)
    repeat_on = each.assessed_on + dt.timedelta(days=rules.days_of(each.tool))
    rows = [
        _row("Assessed", f"{day(each.assessed_on)}, {each.by.full_name}"),
        _row("Comes to", _words(outcome)),
        *_answers(each),
    ]
    if each.is_partial:
        rows.append(_row("Part of the tool", "Partial: the other factors are not completed here"))
    if is_corrected:
        rows.append(_row("Corrected", "A later one took its place"))
    if is_current:
        rows.append(_row("Repeat by", day(repeat_on)))
    correct_url = f"{url}?corrects={each.pk}" if url else ""
    return AssessmentCard(each.tool.title, rows, outcome.flags, is_current, correct_url)


def _words(outcome: Outcome) -> str:
    """SAFETY: a count is said with what is not known, which may all be true."""
    if outcome.count is None:
        return outcome.band or "No score: read the factors"
    counted = f"{outcome.count} yes"
    if outcome.at_most != outcome.count:
        counted += f", and up to {outcome.at_most} if what is not known is true"
    return f"{outcome.band}. {counted}" if outcome.band else counted


def _answers(each: AssessmentRecord) -> list[Row]:
    """The factors under each answer, so that what matters is read first and nothing is hidden."""
    side = each.Privacy.side  # type: ignore[attr-defined]
    given: defaultdict[str, list[str]] = defaultdict(list)
    for item in each.tool.items(side):
        given[each.answers[str(item.number)]].append(f"{item.number} {item.label}")
    return [
        _row(answer.label, "\n".join(given[answer.value]))
        for answer in each.tool.scale.answers
        if given[answer.value]
    ]


def history(grades: Sequence[GradeRecord], told_at: dt.datetime | None = None) -> list[list[Cell]]:
    return [
        [_titled(cell, heading) for cell, heading in zip(_line(each, told_at), COLUMNS, strict=True)]
        for each in grades
    ]


def _note(each: GradeRecord, told_at: dt.datetime | None) -> str:
    if each.holds:
        return ""
    if each.is_answered:
        return "Not agreed"
    lapsed = "Lapsed: something new was told before anybody agreed"
    return lapsed if is_lapsed(each, told_at) else "Waits for a second person"


def _line(each: GradeRecord, told_at: dt.datetime | None) -> list[Cell]:
    level, note = Level(each.level), _note(each, told_at)
    return [
        Cell(SHORT_WORDS[level], colour=COLOURS[level], note=note),
        Cell(moment(each.held_from if each.holds else each.at)),
        Cell(IMMINENCE_WORDS[Imminence(each.imminence)]),
        Cell(each.by.full_name, note=_second(each)),
        Cell(each.reason, note=f"{each.get_basis_display()}. Review by {day(each.review_on)}"),  # type: ignore[attr-defined]
    ]


def _second(each: GradeRecord) -> str:
    if not each.needs_second or not each.is_answered:
        return ""
    answer: Any = each.answer  # type: ignore[attr-defined]
    said = "agreed" if answer.agrees else "did not agree"
    return f"{answer.by.full_name} {said}. {answer.remark}".strip()


def _titled(cell: Cell, heading: Heading) -> Cell:
    return Cell(cell.text, cell.href, cell.colour, cell.note, heading.title)


def chart(grades: Sequence[GradeRecord], *, now: dt.datetime) -> Steps | None:
    """The grades that held, over time. The newest comes first in the list."""
    held = sorted((each for each in grades if each.holds), key=lambda each: each.held_from)
    if not held:
        return None
    points = [
        Point(timezone.localtime(each.held_from), Level(each.level).rank, SHORT_WORDS[Level(each.level)])
        for each in held
    ]
    scale = [SHORT_WORDS[level] for level in Level]
    return steps(points, scale=scale, until=timezone.localtime(now), title="Grade over time")


def overview(
    grades: Sequence[GradeRecord],
    found: Sequence[AssessmentRecord],
    rules: RiskRules,
    *,
    urls: Mapping[str, str],
    by: Hat,
    now: dt.datetime,
    told_at: dt.datetime | None = None,
) -> dict[str, Any]:
    """What the page called Risk shows, on either side; `told_at` is when something new was last recorded."""
    newest = grades[0] if grades else None
    unanswered = newest if newest and not newest.is_answered else None
    lapsed = unanswered is not None and is_lapsed(unanswered, told_at)
    waiting = None if lapsed else unanswered
    return {
        "chart": chart(grades, now=now),
        "columns": COLUMNS,
        "rows": history(grades, told_at),
        "lapsed": LAPSED if lapsed else "",
        "assessments": assessment_cards(found, rules, urls=urls),
        "tools": [(name_of(slug), url) for slug, url in urls.items()],
        "waiting": waiting,
        "is_own": waiting is not None and waiting.by_id == by.worker_id,
    }


def _row(key: str, value: str) -> Row:
    return {"key": key, "value": value, "href": ""}
