"""Asking a safeguarding lead to restrict, and what the lead answers."""

import datetime as dt

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.apart import record_apart
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals import queries
from referrals.actions.restricting import restrict
from referrals.models import Referral, RestrictionAsk


ASKED = word("restriction.asked", Side.CHANGE, "alteration", "asked a lead to restrict a case")
ANSWERED = word("restriction.answered", Side.CHANGE, "alteration", "answered who asked to restrict a case")


@transaction.atomic
def ask_to_restrict(referral: Referral, *, reason: str, by: Hat, at: dt.datetime) -> None:
    """Asked again by a colleague it is one question, and nobody learns that it was asked before."""
    asked = RestrictionAsk(
        referral=referral,
        agency_id=by.agency_id,
        handle=referral.reference,
        reason=reason,
        asked_by_id=by.worker_id,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        pass  # the leads have it before them already; these words are beside the entry
    record_apart(ASKED, by=by, at=at, subjects=[referral.pk], reason=reason, referral_id=referral.pk)


@transaction.atomic
def answer_ask(asked: RestrictionAsk, answer: str, *, by: Hat, at: dt.datetime) -> None:
    """Restrict it for the reason given, or say that there is no need. Answered twice it is answered once."""
    waiting = RestrictionAsk.objects.filter(pk=asked.pk, answered_at__isnull=True)
    if not waiting.update(answer=answer, answered_at=at):
        return
    found = queries.for_restricting(by).filter(pk=asked.referral_id).first()
    if found and answer == RestrictionAsk.Answer.RESTRICTED:
        restrict(found, reason=asked.reason, employer=None, by=by, at=at)
    record(ANSWERED, by=by, at=at, subjects=[asked.referral_id])
