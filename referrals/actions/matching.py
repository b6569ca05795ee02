"""What somebody decides of people who are alike: that they are two. That they are one is said by accepting a
referral (`actions/triage.py`), and by nobody else."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals.matching import referral_of
from referrals.models import Case, NotSamePerson, Referral


SAID = word(
    "person.not-same", Side.CHANGE, "combination", "said that two people who are alike are not the same"
)
TAKEN_BACK = word(
    "person.not-same-taken-back", Side.CHANGE, "combination", "took back that two people are not the same"
)


@transaction.atomic
def say_not_same(referral: Referral, other: Referral | Case, *, by: Hat, at: dt.datetime) -> None:
    """In front of the open referral. Said twice, it is said once."""
    key = referral_of(other)
    try:
        with transaction.atomic():
            NotSamePerson.objects.create(
                referral=referral,
                other_id=key,
                provider_agency_id=by.agency_id,
                by_id=by.worker_id,
                at=at,
            )
    except IntegrityError:
        return
    record(SAID, by=by, at=at, subjects=[referral.pk, other.pk])


@transaction.atomic
def take_back(referral: Referral, other: Referral | Case, *, by: Hat, at: dt.datetime) -> None:
    """They may be the same after all, and are suggested again."""
    key = referral_of(other)
    pair = Q(referral=referral, other_id=key) | Q(referral_id=key, other=referral)
    if NotSamePerson.objects.filter(pair, taken_back_at=None).update(
        taken_back_at=at, taken_back_by_id=by.worker_id
    ):
        record(TAKEN_BACK, by=by, at=at, subjects=[referral.pk, other.pk])
