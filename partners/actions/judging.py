"""Judging danger to a survivor: a tool completed with them, a grade, and a second person where it falls.

SAFETY: nothing here is announced. Whoever works with the person referred must not learn that a survivor was
assessed, or when: that somebody spoke is enough to get them hurt.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.scheduled import later
from chrysalis.risk.judging import (
    CannotAgree,
    CannotAssess,
    graded,
    newest_of_each_tool,
    refuse_answer,
    refuse_assessment,
    review_opens,
)
from chrysalis.risk.queries import rules_of
from chrysalis.tools.base import Tool
from chrysalis.tools.grading import Level
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import in_london
from partners import queries
from partners.models import Survivor, SurvivorAssessment, SurvivorGrade, SurvivorGradeAnswer


ASSESSED = word(
    "survivor-assessment.completed", Side.SAFETY, "collection", "completed a tool of risk with a survivor"
)
GRADED = word("survivor-grade.set", Side.SAFETY, "collection", "graded how much danger a survivor is in")
ANSWERED = word(
    "survivor-grade.answered", Side.SAFETY, "alteration", "answered, as a second person, a lowered grade"
)

# What falls due, in `handlers.py`.
REVIEW, ASK, SETTLE = "partners.review_grade", "partners.ask_for_second", "partners.settle_grade"


@transaction.atomic
def assess(
    survivor: Survivor,
    tool: Tool,
    *,
    answers: Mapping[str, str],
    opinion: str,
    assessed_on: dt.date,
    supersedes: UUID | None = None,
    by: Hat,
    at: dt.datetime,
) -> SurvivorAssessment:
    """Keep a completed tool, or this side's part of one. Raises CannotAssess."""
    born = survivor.date_of_birth
    refuse_assessment(
        tool,
        answers,
        opinion=opinion,
        side=Side.SAFETY,
        assessed_on=assessed_on,
        oldest_possible=PartialDate.read(born).oldest_age(on=in_london(at).date()) if born else None,
        by=by,
        at=at,
    )
    made = SurvivorAssessment(
        survivor=survivor,
        support_agency_id=survivor.support_agency_id,
        tool_slug=tool.slug,
        tool_version=tool.version,
        answers=dict(answers),
        opinion=opinion,
        is_partial=tool.is_split,
        assessed_on=assessed_on,
        supersedes=_corrected(survivor, tool, supersedes, by=by),
        by_id=by.worker_id,
        at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise CannotAssess("Somebody has corrected this already.") from None
    record(ASSESSED, by=by, at=at, subjects=[survivor.pk])
    return made


def _corrected(survivor: Survivor, tool: Tool, key: UUID | None, *, by: Hat) -> SurvivorAssessment | None:
    if key is None:
        return None
    first = queries.assessments(by, survivor).filter(pk=key, tool_slug=tool.slug).first()
    if first is None:
        raise CannotAssess("There is nothing here to correct.")
    return first


@transaction.atomic
def set_grade(
    survivor: Survivor,
    *,
    level: str,
    imminence: str,
    basis: str,
    reason: str,
    review_on: dt.date | None,
    by: Hat,
    at: dt.datetime,
) -> SurvivorGrade:
    """Grade the danger. It holds at once, or, where it falls, once a second person agrees. Raises
    CannotGrade."""
    survivor = _locked(survivor)
    fields = graded(
        newest_of_each_tool(list(queries.assessments(by, survivor))),
        level=level,
        imminence=imminence,
        basis=basis,
        reason=reason,
        review_on=review_on,
        before=Level(survivor.grade) if survivor.grade else None,
        rules=rules_of(survivor.support_agency_id),
        nation=survivor.support_agency.nation,
        by=by,
        at=at,
    )
    grade = SurvivorGrade.objects.create(
        survivor=survivor, support_agency_id=survivor.support_agency_id, **fields
    )
    record(GRADED, by=by, at=at, subjects=[survivor.pk])
    if grade.needs_second:
        later(ASK, due_at=at, by=by, survivor_id=survivor.pk, grade_id=grade.pk)
    else:
        _put_in_force(survivor, grade, by=by, at=at)
    return grade


@transaction.atomic
def answer_grade(
    grade: SurvivorGrade, *, agrees: bool, remark: str, by: Hat, at: dt.datetime
) -> SurvivorGradeAnswer:
    """The second person agrees, and the grade holds; or does not, and the one before stays. Raises
    CannotAgree."""
    survivor = _locked(grade.survivor)
    if grade.by_id == by.worker_id:
        raise CannotAgree("You set this grade. Somebody else must agree to it.")
    refuse_answer(grade, queries.grades(by, survivor).first())
    answer = SurvivorGradeAnswer.objects.create(
        grade=grade,
        survivor=survivor,
        support_agency_id=survivor.support_agency_id,
        agrees=agrees,
        remark=remark,
        set_by_id=grade.by_id,
        by_id=by.worker_id,
        at=at,
    )
    record(ANSWERED, by=by, at=at, subjects=[survivor.pk])
    if agrees:
        _put_in_force(survivor, grade, by=by, at=at)
    else:
        _settle(survivor, by=by, at=at)
    return answer


def _put_in_force(survivor: Survivor, grade: SurvivorGrade, *, by: Hat, at: dt.datetime) -> None:
    """Copied to the survivor for the list, and reviewed by its day. Whoever is correcting a name at this
    moment is not in conflict with it."""
    Survivor.objects.filter(pk=survivor.pk).update(grade=grade.level, grade_review_on=grade.review_on)
    _settle(survivor, by=by, at=at)
    due_at = review_opens(grade.review_on)
    later(REVIEW, due_at=due_at, by=by, survivor_id=survivor.pk, grade_id=grade.pk)


def _settle(survivor: Survivor, *, by: Hat, at: dt.datetime) -> None:
    """Whoever was to review, or to agree, need not any more."""
    later(SETTLE, due_at=at, by=by, survivor_id=survivor.pk, worker_id=by.worker_id)


def _locked(survivor: Survivor) -> Survivor:
    """Two who grade at the same moment grade one after the other."""
    held = Survivor.objects.select_for_update(of=("self",)).select_related("support_agency")
    return held.get(pk=survivor.pk)
