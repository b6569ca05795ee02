"""Deciding after a review, and ending a place: always a person, with a reason; no clock ends a place."""

import datetime as dt

from django.db import transaction

from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.events.announcing import announce_all
from interventions.actions.ending import let_go, move_for
from interventions.actions.progressing import ENDED, Move, move_all
from interventions.models import Enrolment, Review
from interventions.workflow import ENROLMENT


class Decided(Exception):
    """Somebody else has decided. Text is shown to the worker."""


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
    events = move_all([Move(person, decision, reason)], by=by, at=at)
    if decision == Review.Decision.WITHDRAW:
        events += let_go([person], at=at)
    announce_all(events, by=by, at=at)
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
    """Raises ending.NotComplete, workflow.NotNow and NotYours.

    SAFETY: that somebody completed says that they were there, and not that anybody is safer.
    """
    person = Enrolment.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if exit_review_on:
        Enrolment.objects.filter(pk=person.pk).update(exit_review_on=exit_review_on)
        person.exit_review_on = exit_review_on
    ended = move_for(person, ending, reason=reason, by=by, at=at)
    events = move_all([ended], by=by, at=at)
    announce_all([*events, *let_go([person], at=at)], by=by, at=at)
    record(ENDED, by=by, at=at, subjects=[person.pk, person.case_id, person.client_id])
