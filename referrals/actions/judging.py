"""Judging danger: a tool is completed, somebody grades, and where the grade falls a second person agrees.

The grade is general danger to partners. What is announced is the level and that it rose, never why.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.events.scheduled import later
from chrysalis.risk.judging import (
    CannotAgree,
    CannotAssess,
    floor_of,
    graded,
    newest_of_each_tool,
    refuse_answer,
    refuse_assessment,
    review_opens,
)
from chrysalis.risk.queries import rules_of
from chrysalis.tools.base import Tool
from chrysalis.tools.grading import Level, is_raised
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions.chasing import say_what_is_due
from referrals.actions.moving import say_assessed
from referrals.events import GradeSet
from referrals.models import Assessment, Case, CaseState, Client, Grade, GradeAnswer
from referrals.rules.paths import at_most


ASSESSED = word(
    "assessment.completed", Side.CHANGE, "collection", "completed a tool of risk about the person"
)
GRADED = word("grade.set", Side.CHANGE, "collection", "graded how dangerous the person is")
ANSWERED = word("grade.answered", Side.CHANGE, "alteration", "answered, as a second person, a lowered grade")

# What falls due, in `handlers.py`.
REVIEW, ASK, SETTLE = "referrals.review_grade", "referrals.ask_for_second", "referrals.settle_grade"
LAPSE = "referrals.let_grade_lapse"


@transaction.atomic
def assess(
    case: Case,
    tool: Tool,
    *,
    answers: Mapping[str, str],
    opinion: str,
    assessed_on: dt.date,
    supersedes: UUID | None = None,
    by: Hat,
    at: dt.datetime,
) -> Assessment:
    """Keep a completed tool, or this side's part of one. Raises CannotAssess."""
    refuse_assessment(
        tool,
        answers,
        opinion=opinion,
        side=Side.CHANGE,
        assessed_on=assessed_on,
        oldest_possible=oldest_of(case.client, on=in_london(at).date()),
        by=by,
        at=at,
    )
    made = Assessment(
        case=case,
        provider_agency_id=case.provider_agency_id,
        tool_slug=tool.slug,
        tool_version=tool.version,
        answers=dict(answers),
        opinion=opinion,
        is_partial=tool.is_split,
        assessed_on=assessed_on,
        supersedes=_corrected(case, tool, supersedes, by=by),
        by_id=by.worker_id,
        at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise CannotAssess("Somebody has corrected this already.") from None
    _say_what_tools_point_to(case, by=by)
    record(ASSESSED, by=by, at=at, subjects=[case.pk, case.client_id])
    return made


def oldest_of(client: Client, *, on: dt.date) -> int | None:
    """By the date of birth and by the pathway, whichever is less: no tool for adults is completed of somebody
    who goes on as a young person; None where nothing is known."""
    born = client.date_of_birth
    by_date = PartialDate.read(born).oldest_age(on=on) if born else None
    by_path = at_most(client.age_path)
    return min((years for years in (by_date, by_path) if years is not None), default=None)


def _say_what_tools_point_to(case: Case, *, by: Hat) -> None:
    """SAFETY: until a grade holds, lists say this: “not graded” reads as if nothing were known."""
    tools = newest_of_each_tool(list(queries.assessments(by, case)))
    level = floor_of(tools, rules_of(case.provider_agency_id))
    Case.objects.filter(pk=case.pk).update(tool_grade=level or "", version=F("version") + 1)


def _corrected(case: Case, tool: Tool, key: UUID | None, *, by: Hat) -> Assessment | None:
    if key is None:
        return None
    first = queries.assessments(by, case).filter(pk=key, tool_slug=tool.slug).first()
    if first is None:
        raise CannotAssess("There is nothing here to correct.")
    return first


@transaction.atomic
def set_grade(
    case: Case,
    *,
    level: str,
    imminence: str,
    basis: str,
    reason: str,
    review_on: dt.date | None,
    by: Hat,
    at: dt.datetime,
) -> Grade:
    """Grade the person. It holds at once, or, where it falls, once a second person agrees. Raises
    CannotGrade."""
    case = _locked(case)
    fields = graded(
        newest_of_each_tool(list(queries.assessments(by, case))),
        level=level,
        imminence=imminence,
        basis=basis,
        reason=reason,
        review_on=review_on,
        before=_before(case),
        rules=rules_of(case.provider_agency_id),
        nation=case.provider_agency.nation,
        by=by,
        at=at,
    )
    grade = Grade.objects.create(case=case, provider_agency_id=case.provider_agency_id, **fields)
    record(GRADED, by=by, at=at, subjects=[case.pk, case.client_id])
    if grade.needs_second:
        later(ASK, due_at=at, by=by, case_id=case.pk, grade_id=grade.pk)
    else:
        _put_in_force(case, grade, by=by, at=at)
    say_what_is_due(case, by=by, at=at)
    return grade


@transaction.atomic
def answer_grade(grade: Grade, *, agrees: bool, remark: str, by: Hat, at: dt.datetime) -> GradeAnswer:
    """The second person agrees, and the grade holds; or does not, and the one before stays. Raises
    CannotAgree."""
    case = _locked(grade.case)
    if grade.by_id == by.worker_id:
        raise CannotAgree("You set this grade. Somebody else must agree to it.")
    refuse_answer(grade, queries.grades(by, case).first(), told_at=queries.told_at(by, case, by_then=at))
    answer = GradeAnswer.objects.create(
        grade=grade,
        case=case,
        provider_agency_id=case.provider_agency_id,
        agrees=agrees,
        remark=remark,
        set_by_id=grade.by_id,
        by_id=by.worker_id,
        at=at,
    )
    record(ANSWERED, by=by, at=at, subjects=[case.pk, case.client_id])
    if agrees:
        _put_in_force(case, grade, by=by, at=at)
    else:
        _settle(case, by=by, at=at)
    say_what_is_due(case, by=by, at=at)
    return answer


def let_lapse(case: Case, *, by: Hat, at: dt.datetime) -> None:
    """Something new is told while a grade waits: nobody can agree to it any more, and its author hears so."""
    waiting = queries.grades(by, case).first()
    if waiting and not waiting.is_answered:
        later(
            LAPSE,
            due_at=at,
            by=by,
            case_id=case.pk,
            grade_id=waiting.pk,
            set_by_id=waiting.by_id,
            worker_id=by.worker_id,
        )


def _put_in_force(case: Case, grade: Grade, *, by: Hat, at: dt.datetime) -> None:
    """Copied to the case for its lists, reviewed by its day, and told upwards."""
    level, before = Level(grade.level), _before(case)
    Case.objects.filter(pk=case.pk).update(
        grade=level, grade_review_on=grade.review_on, version=F("version") + 1
    )
    _settle(case, by=by, at=at)
    later(REVIEW, due_at=review_opens(grade.review_on), by=by, case_id=case.pk, grade_id=grade.pk)
    announce(
        GradeSet(
            case_id=case.pk,
            client_id=case.client_id,
            scheme_id=case.scheme_id,
            provider_agency_id=case.provider_agency_id,
            level=level,
            is_raised=is_raised(level, before=before),
        ),
        by=by,
        at=at,
    )
    _complete_assessment(case, by=by, at=at)


def _complete_assessment(case: Case, *, by: Hat, at: dt.datetime) -> None:
    """A tool was completed, and a grade holds: the person is assessed, and waits for a programme."""
    if case.state == CaseState.ASSESSMENT and queries.assessments(by, case).exists():
        say_assessed(case, by=by, at=at)


def _settle(case: Case, *, by: Hat, at: dt.datetime) -> None:
    """Whoever was to review, or to agree, need not any more."""
    later(SETTLE, due_at=at, by=by, case_id=case.pk, worker_id=by.worker_id)


def _before(case: Case) -> Level | None:
    return Level(case.grade) if case.grade else None


def _locked(case: Case) -> Case:
    """Two who grade at the same moment grade one after the other."""
    held = Case.objects.select_for_update(of=("self",)).select_related("provider_agency")
    return held.get(pk=case.pk)
