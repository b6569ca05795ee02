"""Writing down a referral that somebody without an account told: by telephone, in a letter, in person."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.employment import family
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from referrals.actions.enquiring import let_become_referral
from referrals.actions.reading import open_referral
from referrals.actions.referring import NobodyElse, for_lists, freeze, held_as, keep_beside, submitted
from referrals.actions.restricting import restrict_from_the_start
from referrals.models import CameWith, Enquiry, Referral, WrittenDown, details_of


WRITTEN_DOWN = word(
    "referral.written-down", Side.CHANGE, "collection", "wrote down a referral that somebody told"
)


@transaction.atomic
def write_down(
    scheme: Scheme,
    *,
    person: dict[str, Any],
    details: dict[str, Any],
    told: WrittenDown,
    source: str,
    beside: Iterable[CameWith] = (),
    sent_as: UUID | None = None,
    enquiry: Enquiry | None = None,
    by: Hat,
    at: dt.datetime,
) -> Referral:
    """Receive it at the own agency. Its clock runs from when it was told; there is no status of it for
    anybody elsewhere. `enquiry` is what it began with, where it did. Raises NobodyElse when the person works
    at the own agency: then nobody here writes.
    """
    own = Agency.objects.get(pk=by.agency_id)
    employer = person.get("employer")
    if own.pk in family(employer.pk if employer else None):
        raise NobodyElse(own)
    came_with = [details_of(source)(**details), told, *beside]
    kept = {"sent_as": sent_as, "told_from": told.agency_name, **for_lists(came_with)}
    kept |= held_as(scheme, source)
    referral = freeze(scheme, own, own, person | kept, by=by, at=told.told_at)
    if referral.is_restricted:
        restrict_from_the_start(referral, by=by, at=at)
    open_referral(referral, by=by, at=at)
    keep_beside(referral, came_with)
    record(WRITTEN_DOWN, by=by, at=at, subjects=[referral.pk])
    announce(submitted(referral), by=by, at=at)
    if enquiry:
        let_become_referral(enquiry, by=by, at=at)
    return referral
