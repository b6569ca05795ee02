"""Equality answers of a person, added to be counted: whoever adds them sees none. Somebody who asked for help
themselves adds their own, once, at the door through which they asked."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_visitor
from chrysalis.access.hat import Hat
from chrysalis.access.visitor import Visitor
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals.models import Case, EqualityAnswers


RECORDED = word(
    "equality.recorded", Side.CHANGE, "collection", "recorded a person's answers to equality questions"
)


@transaction.atomic
def record_equality(case: Case, answers: Iterable[EqualityAnswers], *, by: Hat, at: dt.datetime) -> None:
    """Beside the referral that the person's way began with, by which they are counted."""
    for each in answers:
        each.referral_id = case.first_referral_id
        each.referring_agency_id = each.provider_agency_id = case.provider_agency_id
        each.save(force_insert=True)
    record(RECORDED, by=by, at=at, subjects=[case.pk, case.client_id])


def record_own(
    referral_id: UUID, answers: Iterable[EqualityAnswers], *, by: Visitor, at: dt.datetime
) -> None:
    """Beside the referral that the visit sent. That it was theirs, and is answered once, the visit says: call
    it through `actions.visiting`."""
    with as_visitor(by):
        for each in answers:
            each.referral_id = referral_id
            each.referring_agency_id = each.provider_agency_id = by.agency_id
            each.save(force_insert=True)
        record(RECORDED, by=by, at=at, subjects=[referral_id])
