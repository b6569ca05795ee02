"""Sending a referral: frozen as it was written, received at the front door, its clock begun."""

import datetime as dt
from typing import Any

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london
from referrals.models import CustodyDetails, Referral, ReferralStatus
from referrals.rules.clocks import Clock


SUBMITTED = word(
    "referral.submitted", Side.CHANGE, "disclosure", "sent a referral to the front door of a scheme"
)


@transaction.atomic
def submit(
    scheme: Scheme, *, person: dict[str, Any], custody: dict[str, Any], by: Hat, at: dt.datetime
) -> ReferralStatus:
    """Refer a person held in custody. Gives what the sender may see of it from now on.

    Raises sharing.OnHold when no agreement lets the suite's force tell the front door.
    """
    suite = Agency.objects.get(pk=by.agency_id)
    receiver = scheme.front_door
    if not sharing.standing(scheme, sender=suite, receiver=receiver, on=in_london(at).date()).may_share:
        raise sharing.OnHold(receiver)
    referral = _freeze(scheme, suite, person, by=by, at=at)
    CustodyDetails.objects.create(
        referral=referral, referring_agency=suite, provider_agency=receiver, **custody
    )
    record(SUBMITTED, by=by, at=at, subjects=[referral.pk])
    return ReferralStatus.objects.create(
        reference=referral.reference,
        referring_agency=suite,
        provider_agency=receiver,
        sent_at=at,
        changed_on=in_london(at).date(),
    )


def _freeze(scheme: Scheme, suite: Agency, person: dict[str, Any], *, by: Hat, at: dt.datetime) -> Referral:
    clock = Clock.begin(at, working_days=scheme.first_contact_working_days, nation=scheme.front_door.nation)
    return Referral.objects.create(
        scheme=scheme,
        referring_agency=suite,
        provider_agency=scheme.front_door,
        sent_by_id=by.worker_id,
        received_at=at,
        first_contact_due_at=clock.due_at,
        **person,
    )
