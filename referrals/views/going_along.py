"""What the next provider has to know, as the form that hands a case over says it before anybody types.

Notes, tools and grades stay with the leg that they were written on, so that the next one began without the
day of a release that somebody had recorded here. The caseworker edits the lines, and so decides what goes.
"""

import datetime as dt

from chrysalis.access.hat import Hat
from chrysalis.risk.judging import is_lapsed, newest_of_each_tool
from chrysalis.tools.base import name_of
from chrysalis.tools.grading import LEVEL_WORDS, Level
from chrysalis.ui.templatetags.ui import day, moment
from referrals import queries
from referrals.actions.reading import open_beside
from referrals.gates.going_along import known_above
from referrals.models import Case, Grade, Obligation, Release
from referrals.on_file import on_file
from referrals.views.on_file.standing import lines_of_file


def to_know(hat: Hat, case: Case, release: Release | None, now: dt.datetime) -> str:
    """A line for each thing that is known of an open case, for whoever has read its latest release."""
    lines = [_of_release(release, now)] if release else _of_custody(hat, case)
    lines += _of_disposal(case)
    lines += [
        _of_grade(hat, case),
        _of_tools(hat, case),
        *_on_file(hat, case, now),
        *known_above(hat, case.pk),
    ]
    return "\n".join(lines)


def _of_release(release: Release, now: dt.datetime) -> str:
    """SAFETY: when, and how certain. What police said of whoever was harmed stays with the case."""
    when, is_to_come = moment(release.released_at), release.released_at > now
    if release.is_certain:
        return f"{'Leaves' if is_to_come else 'Left'} custody {when}."
    return f"{'Expected' if is_to_come else 'Was expected'} to leave custody {when}. Not certain."


def _of_custody(hat: Hat, case: Case) -> list[str]:
    """SAFETY: nobody hears of a release that each provider thinks the other has recorded."""
    since = queries.in_custody_since(hat, case)
    return [f"In custody on {day(since)}. Nobody has recorded when they leave."] if since else []


def _of_disposal(case: Case) -> list[str]:
    due_on = case.disposal_due_on
    return [f"Out-of-court disposal: to be complied with by {day(due_on)}."] if due_on else []


def _on_file(hat: Hat, case: Case, now: dt.datetime) -> list[str]:
    """Orders, children and safeguarding referrals, which stay with the leg too. Of the notes, nothing."""
    told: list[Obligation] = []
    if case.is_bound and case.referral_id:
        open_beside(case, by=hat, at=now)
        told = list(queries.obligations(hat, case.referral_id))
    return lines_of_file(on_file(hat, case), told, now)


def _of_grade(hat: Hat, case: Case) -> str:
    """What holds; and after it what waits for a second person, so that nobody takes silence for no danger."""
    found = list(queries.grades(hat, case))
    held = next((each for each in found if each.holds), None)
    waits = [
        f"{LEVEL_WORDS[Level(each.level)]}, set on {day(each.at)}, waits for a second person."
        for each in found[:1]
        if not each.is_answered and not is_lapsed(each, queries.told_at(hat, case))
    ]
    return " ".join([f"Grade: {_as_held(held, case.tool_grade)}", *waits])


def _as_held(held: Grade | None, by_tool: str) -> str:
    """SAFETY: “not graded” reads as if nothing were known, where a tool says otherwise."""
    if held is None:
        return f"{LEVEL_WORDS[Level(by_tool)]}, by a tool. No grade holds yet." if by_tool else "not graded."
    since, review = day(held.held_from), day(held.review_on)
    return f"{LEVEL_WORDS[Level(held.level)]}, from {since}. Review by {review}."


def _of_tools(hat: Hat, case: Case) -> str:
    """Which, and when: never what was answered."""
    newest = newest_of_each_tool(list(queries.assessments(hat, case)))
    done = [f"{name_of(each.tool_slug)} on {day(each.assessed_on)}" for each in newest]
    return f"Tools completed: {', '.join(done) or 'none'}."
