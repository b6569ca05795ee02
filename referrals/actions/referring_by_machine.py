"""Referring by a records system: one referral a key, written by nobody in person, and read by its agency as
any other that it sent.

What is looked up is asked as the service, since the system reads no agency and no agreement; what is written,
the system writes.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_visitor
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.agencies.queries import schemes_served
from chrysalis.api.actions import once
from chrysalis.api.actions.letting_in import Caller
from chrysalis.api.models import KeyedRequest
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.working_days import in_london
from referrals.actions.referring import (
    for_lists,
    freeze,
    held_as,
    keep_beside,
    receiver_of,
    status_of,
    submitted,
)
from referrals.actions.restricting import restrict_from_the_start
from referrals.gates.partner_section import PartnerSection, section_for
from referrals.models import CameWith, ReferralStatus, SentByMachine, details_of


SENT = word(
    "referral.sent-by-machine",
    Side.CHANGE,
    "disclosure",
    "sent a referral, by a records system of the agency",
)
ASKED = word(
    "referral-status.read-by-machine",
    Side.CHANGE,
    "consultation",
    "asked what became of a referral, by a records system of the agency",
)
SECTION = "referral"


def scheme_of(sender: Agency) -> Scheme | None:
    """The scheme that the agency refers into."""
    return schemes_served(sender.pk).select_related("front_door").first()


def section_of(scheme: Scheme) -> PartnerSection | None:
    return section_for(SECTION, scheme)


def refuse_on_hold(scheme: Scheme, sender: Agency, *, at: dt.datetime) -> None:
    """Raises sharing.OnHold: without an agreement nothing is told, of nobody."""
    door, today = scheme.front_door, in_london(at).date()
    if not sharing.standing(scheme, sender=sender, receiver=door, on=today).may_share:
        raise sharing.OnHold(door)


def seal(
    caller: Caller,
    held: KeyedRequest,
    scheme: Scheme,
    told: dict[str, Any],
    *,
    digest: str,
    at: dt.datetime,
) -> None:
    """What is told of somebody harmed, straight to partner support, whatever is wrong with the rest; the same
    section under one key is one slip."""
    section = section_of(scheme)
    if section is None or held.sealed == digest:
        return
    section.seal(told, scheme=scheme, came_with=held.sent_as, by=caller.visitor, at=at)
    once.note(caller, held, sealed=digest)


@transaction.atomic
def refer_by_machine(
    caller: Caller,
    held: KeyedRequest,
    scheme: Scheme,
    sender: Agency,
    *,
    person: dict[str, Any],
    details: dict[str, Any],
    beside: Iterable[CameWith],
    source: str,
    at: dt.datetime,
) -> ReferralStatus:
    """Raises sharing.OnHold and NobodyElse."""
    visitor = caller.visitor
    receiver = receiver_of(scheme, sender, person.get("employer"), at=at)
    came_with = [details_of(source)(**details), *beside]
    told = person | {"sent_as": held.sent_as, **for_lists(came_with)} | held_as(scheme, source)
    with as_visitor(visitor):
        referral = freeze(scheme, sender, receiver, told, by=visitor, at=at)
        if referral.is_restricted:
            restrict_from_the_start(referral, by=visitor, at=at)
        keep_beside(referral, came_with)
        record(
            SENT,
            by=visitor,
            at=at,
            subjects=[referral.pk],
            recipient_id=receiver.pk,
            recipient=receiver.name,
        )
        announce(submitted(referral), by=visitor, at=at)
        SentByMachine.objects.create(
            system_id=caller.system_id, referral_key=referral.pk, reference=referral.reference, sent_at=at
        )
        return status_of(referral, at=at)


@transaction.atomic
def read_status(caller: Caller, reference: str, *, at: dt.datetime) -> ReferralStatus | None:
    """What the agency reads of one that it sent, with the entry that it was read; None for one that is not
    there and one of somebody else alike."""
    visitor = caller.visitor
    with as_visitor(visitor):
        own = ReferralStatus.objects.filter(referring_agency_id=caller.agency_id)
        found = own.filter(reference=reference if reference.isprintable() else "").first()
        about = [found.referral_key] if found else []
        record(ASKED, by=visitor, at=at, subjects=about, was_refused=found is None)
        return found
