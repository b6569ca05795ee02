"""Deciding after a review, and ending a place: always a person, with a reason; no clock ends a place."""

import datetime as dt

from django.db import transaction

from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.events.announcing import announce_all
from chrysalis.working_days import in_london
from interventions import attending
from interventions.actions.progressing import ENDED, Move, move_all
from interventions.models import Enrolment, EnrolmentState, GroupMember, Review
from interventions.workflow import ENROLMENT


class Decided(Exception):
    """Somebody else has decided. Text is shown to the worker."""


class NotComplete(Exception):
    """What completing takes is not there. Text is shown to the worker."""


@transaction.atomic
def decide(review: Review, decision: str, *, reason: str, by: Hat, at: dt.datetime) -> None:
    """The person goes on, or the place ends. Raises Decided."""
    person = Enrolment.objects.select_for_update(of=("self",)).get(pk=review.enrolment_id)
    if decision == Review.Decision.WITHDRAW and not person.programme_version.paused_may_end:
        raise Decided(
            "This programme does not end a place that is paused. They go on, or another ending fits."
        )
    waiting = Review.objects.filter(pk=review.pk, decided_at__isnull=True)
    if not waiting.update(decision=decision, decided_at=at):
        raise Decided("Somebody else has decided this already.")
    moved = Move(person, decision, reason)
    announce_all(move_all([moved], by=by, at=at), by=by, at=at)
    if decision == Review.Decision.WITHDRAW:
        _leave_group(person, at=at, by=by)
    record(ENROLMENT.transitions[decision].audit, by=by, at=at, subjects=[person.pk, person.case_id])


@transaction.atomic
def end_place(
    person: Enrolment,
    *,
    ending: str,
    exit_review_on: dt.date | None,
    reason: str,
    by: Hat,
    at: dt.datetime,
) -> None:
    """Raises NotComplete, workflow.NotNow and NotYours.

    SAFETY: that somebody completed says that they were there, and not that anybody is safer.
    """
    person = Enrolment.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if exit_review_on:
        Enrolment.objects.filter(pk=person.pk).update(exit_review_on=exit_review_on)
        person.exit_review_on = exit_review_on
    if ending == EnrolmentState.COMPLETED:
        _refuse_what_is_not_complete(person, by=by, at=at)
    announce_all(move_all([Move(person, f"end_{ending}", reason)], by=by, at=at), by=by, at=at)
    Review.objects.filter(enrolment=person, decided_at__isnull=True).update(
        decision=Review.Decision.WITHDRAW, decided_at=at
    )
    _leave_group(person, at=at, by=by)
    record(ENDED, by=by, at=at, subjects=[person.pk, person.case_id, person.client_id])


def _refuse_what_is_not_complete(person: Enrolment, *, by: Hat, at: dt.datetime) -> None:
    (course,) = attending.courses(by, [person], at=at)
    if not course.standing.is_complete:
        lacking = "; ".join(course.standing.lacking)
        raise NotComplete(f"Not complete yet: {lacking}. Choose “Part completed”, or another ending.")


def _leave_group(person: Enrolment, *, by: Hat, at: dt.datetime) -> None:
    """From tomorrow on: today's register may still be marked."""
    tomorrow = in_london(at).date() + dt.timedelta(days=1)
    GroupMember.objects.filter(enrolment=person, until_on__isnull=True).update(until_on=tomorrow)
