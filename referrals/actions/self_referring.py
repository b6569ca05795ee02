"""Asking for help oneself, at the public door: one referral, and for partner support what was told of a
partner.

SAFETY: nothing is looked up. Whether the person is known here changes neither a byte of the answer nor the
time it takes: whoever holds somebody else's name and birth date could ask who is on a programme.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_visitor
from chrysalis.access.visitor import Visitor
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from referrals.actions.referring import (
    NobodyElse,
    freeze,
    held_as,
    keep_beside,
    receivers,
    submitted,
)
from referrals.actions.restricting import restrict_from_the_start
from referrals.gates.partner_section import section_for
from referrals.models import CameWith, Referral, SelfReferralDetails, Source


ASKED = word("referral.self-referred", Side.CHANGE, "collection", "asked for help themselves")
SECTION = "self-referral"


def receiver_for(scheme: Scheme, employer: Agency | None) -> Agency:
    """The first who may receive it: no agreement is needed to be told by the person. Asked as the service
    itself, before the door is opened. Raises NobodyElse."""
    found = next(receivers(scheme, employer), None)
    if found is None:
        raise NobodyElse(scheme.front_door)
    return found


def refer_oneself(
    scheme: Scheme,
    receiver: Agency,
    *,
    person: dict[str, Any],
    details: dict[str, Any],
    of_partner: dict[str, Any],
    beside: Iterable[CameWith] = (),
    sent_as: UUID,
    at: dt.datetime,
) -> Referral:
    """Write it down as the public. Urgent is due before the door closes today, or the next working day."""
    visitor = Visitor(receiver.pk)
    urgent = {"is_urgent": bool(details["urgent"]), "urgent_said": list(details["urgent"])}
    told = person | {"sent_as": sent_as} | urgent | held_as(scheme, Source.SELF)
    section = section_for(SECTION, scheme) if of_partner else None
    with transaction.atomic():
        referral = _write(scheme, receiver, told, details, beside, by=visitor, at=at)
        if section:
            section.seal(of_partner, scheme=scheme, came_with=sent_as, by=visitor, at=at)
    return referral


def _write(
    scheme: Scheme,
    receiver: Agency,
    told: dict[str, Any],
    details: dict[str, Any],
    beside: Iterable[CameWith],
    *,
    by: Visitor,
    at: dt.datetime,
) -> Referral:
    with as_visitor(by):
        days = 0 if details["urgent"] else None
        referral = freeze(scheme, receiver, receiver, told, working_days=days, by=by, at=at)
        if referral.is_restricted:
            restrict_from_the_start(referral, by=by, at=at)
        SelfReferralDetails.objects.create(referral=referral, provider_agency=receiver, **details)
        keep_beside(referral, beside)
        record(ASKED, by=by, at=at, subjects=[referral.pk])
        announce(submitted(referral), by=by, at=at)
    return referral
