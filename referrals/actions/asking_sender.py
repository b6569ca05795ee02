"""Asking whoever sent a referral for more: the clock stands still until it is known.

SAFETY: the question is the one text that goes back to a sender. The answer comes here and is never shown
there again.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.workflow import NotNow
from chrysalis.working_days import in_london
from referrals.actions.pausing import end_pause
from referrals.actions.reading import open_referral
from referrals.definers import go_on_with_referral
from referrals.events import InformationAsked, InformationGiven
from referrals.models import Answer, Question, Referral, ReferralStatus
from referrals.rules.clocks import Clock
from referrals.workflow import REFERRAL


ASKED = word(
    "referral.asked", Side.CHANGE, "disclosure", "asked the sender of a referral for more information"
)
ANSWERED = word("referral.answered", Side.CHANGE, "disclosure", "answered what a service asked of a referral")
RESUMED = word(
    "referral.resumed", Side.CHANGE, "alteration", "went on with a referral: what was asked is known"
)
QUESTION_READ = word("question.read", Side.CHANGE, "consultation", "read what a service asks of a referral")


@transaction.atomic
def ask(referral: Referral, *, kind: str, words: str, by: Hat, at: dt.datetime) -> Question:
    """Ask the sender, and stop the clock. Raises workflow.NotNow."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    transition = REFERRAL.check(referral, "ask", by=by)
    sender = _sender_of(referral)
    if sender is None:
        raise NotNow("Nobody sent this referral: ask the person.")
    open_referral(referral, by=by, at=at)
    end_pause(referral, by=by, at=at)
    question = Question.objects.create(
        referral=referral,
        reference=referral.reference,
        referring_agency_id=referral.referring_agency_id,
        provider_agency_id=referral.provider_agency_id,
        kind=kind,
        words=words,
        asked_by_id=by.worker_id,
        asked_at=at,
        due_at=referral.first_contact_due_at,
    )
    Referral.objects.filter(pk=referral.pk).update(state=transition.target, paused_at=at)
    say_word(referral, ReferralStatus.Word.INFORMATION_NEEDED, at=at)
    whom = referral.referring_agency_id
    record(transition.audit, by=by, at=at, subjects=[referral.pk], recipient_id=whom)
    if not referral.told_from:  # who told it has no account to be notified at
        announce(_asked(question, referral, sender), by=by, at=at)
    return question


@transaction.atomic
def answer(question: Question, *, words: str, by: Hat, at: dt.datetime) -> None:
    """The sender's answer, which sets the clock going. Raises workflow.NotNow where it came too late."""
    transition = REFERRAL.check(question, "answer", by=by)
    provider = Agency.objects.get(pk=question.provider_agency_id)
    if not go_on_with_referral(question.pk, at=at, due_at=_due(question, provider, at)):
        raise NotNow("This question is closed.")
    _keep(question, Answer.How.WRITTEN, words, by=by, at=at)
    whom = [question.referral_id]
    record(transition.audit, by=by, at=at, subjects=whom, recipient_id=provider.pk, recipient=provider.name)
    announce(_given(question, is_written=True), by=by, at=at)


@transaction.atomic
def resume(referral: Referral, *, words: str, by: Hat, at: dt.datetime) -> None:
    """What was asked came by telephone. Raises workflow.NotNow."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    transition = REFERRAL.check(referral, "resume", by=by)
    open_referral(referral, by=by, at=at)
    question = referral.questions.get(closed_at=None)
    _keep(question, Answer.How.TELEPHONE, words, by=by, at=at)
    close_question(referral, by=by, at=at)
    provider = Agency.objects.get(pk=referral.provider_agency_id)
    due_at = _due(question, provider, at)
    Referral.objects.filter(pk=referral.pk).update(
        state=transition.target, paused_at=None, first_contact_due_at=due_at
    )
    say_word(referral, ReferralStatus.Word.RECEIVED, at=at)
    record(transition.audit, by=by, at=at, subjects=[referral.pk])


@transaction.atomic
def open_question(question: Question, *, by: Hat, at: dt.datetime) -> Question:
    """The sender's look at it, with its entry."""
    record(QUESTION_READ, by=by, at=at, subjects=[question.referral_id])
    return question


def close_question(referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    """Nothing more is asked of the sender: it is known, or was decided without. Needs the open referral."""
    for question in referral.questions.filter(closed_at=None):
        referral.questions.filter(pk=question.pk).update(closed_at=at)
        announce(_given(question, is_written=False), by=by, at=at)


def say_word(referral: Referral, said: str, *, at: dt.datetime) -> None:
    """All that the sender sees of it, in front of the open referral."""
    ReferralStatus.objects.filter(referral_key=referral.pk).update(word=said, changed_on=in_london(at).date())


def _sender_of(referral: Referral) -> UUID | None:
    """Who sent it: a worker; or, where a records system did, its agency, whose people answer."""
    return referral.referring_agency_id if referral.came_by_machine else referral.sent_by_id


def _due(question: Question, provider: Agency, at: dt.datetime) -> dt.datetime:
    paused = Clock(question.due_at, question.asked_at)
    return paused.resume(at=at, nation=provider.nation).due_at


def _keep(question: Question, how: str, words: str, *, by: Hat, at: dt.datetime) -> None:
    Answer.objects.create(
        question=question,
        referral_id=question.referral_id,
        referring_agency_id=question.referring_agency_id,
        provider_agency_id=question.provider_agency_id,
        how=how,
        words=words,
        by_id=by.worker_id,
        at=at,
    )


def _asked(question: Question, referral: Referral, sender: UUID) -> InformationAsked:
    return InformationAsked(
        question_id=question.pk,
        referral_id=referral.pk,
        referring_agency_id=referral.referring_agency_id,
        sent_by_id=sender,
    )


def _given(question: Question, *, is_written: bool) -> InformationGiven:
    return InformationGiven(
        question_id=question.pk,
        referral_id=question.referral_id,
        provider_agency_id=question.provider_agency_id,
        asked_by_id=question.asked_by_id,
        is_written=is_written,
    )
