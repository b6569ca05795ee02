"""Referring by a link: one referral, written as somebody invited, who adds rows and reads none."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_visitor
from chrysalis.access.personas import INVITED
from chrysalis.access.visitor import Visitor
from chrysalis.agencies.models import Agency
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from referrals.actions.inviting import digest, find
from referrals.actions.referring import (
    NobodyElse,
    for_lists,
    freeze,
    held_as,
    keep_beside,
    receivers,
    submitted,
)
from referrals.actions.restricting import restrict_from_the_start
from referrals.gates.partner_section import section_for
from referrals.invited_states import state_by
from referrals.models import CameWith, LinkToRefer, Referral, WrittenDown, details_of


SENT = word(
    "referral.sent-by-link", Side.CHANGE, "disclosure", "sent a referral by a link, without an account"
)
SECTION = "referral"


@transaction.atomic
def seal(
    code: str, link: LinkToRefer, told: dict[str, Any], *, told_by: str, key: UUID, at: dt.datetime
) -> None:
    """What is told of somebody harmed, straight to partner support; the same section twice is one slip.

    SAFETY: with who wrote it. Taken for the word of the person referred, it would be read as bait.
    """
    held = find(code, link.scheme, at=at, hold=True)
    section = section_for(SECTION, link.scheme)
    if held is None or held.used_at or held.sealed == key or section is None:
        return
    section.seal(
        told,
        scheme=held.scheme,
        came_with=held.sent_as,
        told_by=", ".join(filter(None, (told_by, held.invitation.agency_name))),
        by=_visitor(held.scheme.front_door_id),
        at=at,
    )
    LinkToRefer.objects.filter(pk=held.pk).update(sealed=key)


@transaction.atomic
def refer_by_link(
    code: str,
    link: LinkToRefer,
    *,
    person: dict[str, Any],
    details: dict[str, Any],
    beside: Iterable[CameWith],
    told_by: str,
    source: str,
    at: dt.datetime,
) -> None:
    """Send it, once: a second press, or twenty, finds it sent. Raises NobodyElse."""
    held = find(code, link.scheme, at=at, hold=True)
    if held is None or held.used_at:
        return
    receiver = next(receivers(held.scheme, person.get("employer")), None)
    if receiver is None:
        raise NobodyElse(held.scheme.front_door)
    told = WrittenDown(
        told_by=told_by,
        agency=held.invitation.agency,
        agency_named=held.invitation.agency_named,
        role=details["post"],
        way=WrittenDown.Unspoken.LINK,
        told_at=at,
    )
    came_with = [details_of(source)(**details), told, *beside]
    referral = _write(held, receiver, person | held_as(held.scheme, source), came_with, at=at)
    readable_until = at + dt.timedelta(days=settings.LINK_STATUS_DAYS)
    used = {"used_at": at, "reference": referral.reference, "ends_at": readable_until}
    LinkToRefer.objects.filter(pk=held.pk).update(**used)


def _write(
    held: LinkToRefer, receiver: Agency, person: dict[str, Any], came_with: list[CameWith], *, at: dt.datetime
) -> Referral:
    visitor = _visitor(receiver.pk)
    kept = {
        "sent_as": held.sent_as,
        "told_from": held.invitation.agency_name,
        **for_lists(came_with),
    }
    with as_visitor(visitor):
        referral = freeze(held.scheme, receiver, receiver, person | kept, by=visitor, at=at)
        if referral.is_restricted:
            restrict_from_the_start(referral, by=visitor, at=at)
        keep_beside(referral, came_with)
        record(SENT, by=visitor, at=at, subjects=[referral.pk])
        announce(submitted(referral), by=visitor, at=at)
    return referral


def state_of(code: str, link: LinkToRefer, *, at: dt.datetime) -> tuple[str, dt.datetime] | None:
    """The one word that whoever sent it reads of it, and since when; None where it was taken away."""
    with as_visitor(_visitor(link.scheme.front_door_id)):
        return state_by(digest(code), at=at)


def _visitor(agency_id: UUID) -> Visitor:
    return Visitor(agency_id, INVITED)
