"""Telling a force the outcome of the disposal with which it referred somebody: once, as a word, a day and the
paper that was released."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word as log_word
from chrysalis.events.announcing import announce
from referrals.actions.chasing import say_what_is_due
from referrals.events import OutcomeTold
from referrals.models import Case, OutcomeNotice, Referral


TOLD = log_word("outcome.told", Side.CHANGE, "disclosure", "told a force the outcome of a disposal")


class ToldAlready(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def tell_outcome(
    case: Case,
    referral: Referral,
    *,
    place_key: UUID,
    word: str,
    on: dt.date,
    body: bytes,
    by: Hat,
    at: dt.datetime,
) -> OutcomeNotice:
    """In front of the open case. Raises ToldAlready."""
    if OutcomeNotice.objects.filter(place_key=place_key).exists():
        raise ToldAlready("The force was told of this place already.")
    told = OutcomeNotice.objects.create(
        case=case,
        referring_agency_id=referral.referring_agency_id,
        provider_agency_id=case.provider_agency_id,
        place_key=place_key,
        reference=referral.reference,
        word=word,
        on=on,
        body=body,
        told_by_id=by.worker_id,
        told_at=at,
    )
    record(
        TOLD,
        by=by,
        at=at,
        subjects=[told.pk, case.pk, case.client_id],
        recipient_id=referral.referring_agency_id,
        recipient=referral.referring_agency.name,
    )
    say_what_is_due(case, by=by, at=at)
    if referral.sent_by_id:
        announce(_told(told, referral.sent_by_id), by=by, at=at)
    return told


def _told(told: OutcomeNotice, sent_by_id: UUID) -> OutcomeTold:
    return OutcomeTold(
        outcome_id=told.pk,
        referring_agency_id=told.referring_agency_id,
        provider_agency_id=told.provider_agency_id,
        sent_by_id=sent_by_id,
    )
