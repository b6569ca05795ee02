"""What a survivor wants of the service: said as often as it changes."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from partners.models import Engagement, Survivor


ENGAGED = word("survivor.engagement_recorded", Side.SAFETY, "collection", "recorded what a survivor wants")


@transaction.atomic
def record_engagement(
    survivor: Survivor, *, tier: str, reason: str, service: str = "", by: Hat, at: dt.datetime
) -> Engagement:
    """Of the survivor who is open, above what they wanted before."""
    made = Engagement.objects.create(
        survivor=survivor,
        support_agency_id=by.agency_id,
        tier=tier,
        reason=reason,
        service=service,
        by_id=by.worker_id,
        recorded_at=at,
    )
    # Without a new version: somebody who is correcting the name meanwhile changes nothing of this.
    Survivor.objects.filter(pk=survivor.pk).update(tier=tier)
    survivor.tier = tier
    record(ENGAGED, by=by, at=at, subjects=[survivor.pk])
    return made
