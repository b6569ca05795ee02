"""Enquiries: kept for a while, decided on, carried into a referral, or gone.

SAFETY: nothing here looks anybody up, and no word of an enquiry becomes a key by which a person is found.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system, as_visitor
from chrysalis.access.hat import Hat
from chrysalis.access.visitor import Visitor
from chrysalis.agencies.models import Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from referrals.events import EnquiryWritten
from referrals.models import Enquiry


RECORDED = word("enquiry.recorded", Side.CHANGE, "collection", "wrote down what somebody asked")
WRITTEN = word("enquiry.written", Side.CHANGE, "collection", "wrote of a worry at the public door")
DECIDED = word(
    "enquiry.decided", Side.CHANGE, "alteration", "decided whether getting in touch with a caller is safe"
)
KEPT = word("enquiry.kept", Side.CHANGE, "alteration", "kept an enquiry for longer")
REFERRED = word("enquiry.referred", Side.CHANGE, "combination", "carried an enquiry into a referral")


class DecidedAlready(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def record_enquiry(scheme: Scheme, told: dict[str, Any], *, by: Hat, at: dt.datetime) -> Enquiry:
    """Keep it for the scheme's days. Whoever asked to be rung waits until that is decided to be safe."""
    wants_contact = told["next_step"] == Enquiry.NextStep.WE_RING
    enquiry = Enquiry.objects.create(
        scheme=scheme,
        provider_agency_id=by.agency_id,
        contact=Enquiry.Contact.WAITS if wants_contact else Enquiry.Contact.NONE,
        by_id=by.worker_id,
        recorded_at=at,
        sweep_after=_goes(scheme, at),
        **told,
    )
    record(RECORDED, by=by, at=at, subjects=[enquiry.pk])
    return enquiry


def ask_as_public(scheme: Scheme, told: dict[str, Any], *, key: UUID, at: dt.datetime) -> None:
    """Somebody wrote it at the public door, as nobody: it is added under the key, and nothing is read."""
    by = Visitor(scheme.front_door_id)
    waits = Enquiry.Contact.WAITS if told["reach"] else Enquiry.Contact.NONE
    with transaction.atomic(), as_visitor(by):
        enquiry = Enquiry.objects.create(
            id=key,
            scheme=scheme,
            provider_agency_id=by.agency_id,
            came_at=at,
            contact=waits,
            recorded_at=at,
            sweep_after=_goes(scheme, at),
            **told,
        )
        record(WRITTEN, by=by, at=at, subjects=[enquiry.pk])
        announce(EnquiryWritten(enquiry_id=enquiry.pk, provider_agency_id=by.agency_id), by=by, at=at)


@transaction.atomic
def decide_contact(enquiry: Enquiry, *, is_safe: bool, why: str, by: Hat, at: dt.datetime) -> None:
    """Raises DecidedAlready."""
    waits = Enquiry.objects.filter(pk=enquiry.pk, contact=Enquiry.Contact.WAITS)
    contact = Enquiry.Contact.SAFE if is_safe else Enquiry.Contact.UNSAFE
    decided = {"contact": contact, "contact_why": why, "decided_by_id": by.worker_id, "decided_at": at}
    if not waits.update(**decided):
        raise DecidedAlready("Somebody decided this a moment ago.")
    record(DECIDED, by=by, at=at, subjects=[enquiry.pk])


@transaction.atomic
def keep_enquiry(enquiry: Enquiry, *, by: Hat, at: dt.datetime) -> None:
    """From today on for the scheme's days; pressed again on the same day, it is kept no longer by it."""
    goes = _goes(enquiry.scheme, at)
    earlier = Enquiry.objects.filter(pk=enquiry.pk, sweep_after__lt=goes - dt.timedelta(days=1))
    if earlier.update(sweep_after=goes):
        record(KEPT, by=by, at=at, subjects=[enquiry.pk])


@transaction.atomic
def let_become_referral(enquiry: Enquiry, *, by: Hat, at: dt.datetime) -> None:
    """What was asked stands in the referral now: the enquiry goes with the next sweep."""
    Enquiry.objects.filter(pk=enquiry.pk).update(sweep_after=at)
    record(REFERRED, by=by, at=at, subjects=[enquiry.pk])


def sweep_enquiries() -> None:
    with as_system("change_system"):
        Enquiry.objects.all().delete()  # all that this persona can see, which is what is due


def _goes(scheme: Scheme, at: dt.datetime) -> dt.datetime:
    return at + dt.timedelta(days=scheme.enquiry_days)
