"""Recording a survivor, correcting what is recorded, and keeping how they may be reached."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london
from partners.models import SafeContact, Survivor
from partners.queries import times_of
from partners.rules.reaching import hours_told


RECORDED = word("survivor.recorded", Side.SAFETY, "collection", "recorded a survivor")
CORRECTED = word("survivor.corrected", Side.SAFETY, "alteration", "corrected what is recorded of a survivor")
WAY_RECORDED = word(
    "survivor.contact_recorded", Side.SAFETY, "collection", "recorded how a survivor may be reached"
)


@transaction.atomic
def record_survivor(values: dict[str, Any], *, scheme_id: UUID, by: Hat, at: dt.datetime) -> Survivor:
    """A new survivor, supported by whoever records them."""
    survivor = Survivor.objects.create(
        scheme_id=scheme_id,
        support_agency_id=by.agency_id,
        link_worker_id=by.worker_id,
        recorded_at=at,
        **values,
    )
    record(RECORDED, by=by, at=at, subjects=[survivor.pk])
    return survivor


@transaction.atomic
def correct(
    survivor: Survivor, values: dict[str, Any], *, seen_version: int, by: Hat, at: dt.datetime
) -> Survivor:
    """Write what was changed. Raises versions.Conflict when somebody else saved in between."""
    changed = [name for name, value in values.items() if getattr(survivor, name) != value]
    survivor.change(seen_version=seen_version, **values)
    record(CORRECTED, by=by, at=at, subjects=[survivor.pk], fields=changed)
    return survivor


@transaction.atomic
def record_way(survivor: Survivor, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> SafeContact:
    """Keep what was learnt of one way to reach a survivor, above what was known of it before. What is safe
    changes: a confirmation holds for as long as the service says.

    SAFETY: what a slip warned of ("he knows her shift pattern, ring after 10") is read before the number
    until somebody has said instead on which days and hours it is safe.
    """
    is_confirmed = values["state"] == SafeContact.State.CONFIRMED
    confirmed_for = dt.timedelta(days=times_of(by.agency_id).confirmed_for_days)
    way = SafeContact.objects.create(
        survivor=survivor,
        support_agency_id=by.agency_id,
        expires_on=in_london(at).date() + confirmed_for if is_confirmed else None,
        by_id=by.worker_id,
        recorded_at=at,
        **values,
        **_told_with(survivor, values),
    )
    record(WAY_RECORDED, by=by, at=at, subjects=[survivor.pk])
    return way


def _told_with(survivor: Survivor, values: dict[str, Any]) -> dict[str, str]:
    """The warning of a slip, and whose it is, of a way that nobody has learnt the hours of yet. Its own
    words, sent back as they were offered, are nothing learnt."""
    of_way = SafeContact.objects.filter(survivor=survivor, channel=values["channel"], value=values["value"])
    before = of_way.first()
    if before is None or not before.told_with_it:
        return {}
    if values.get("hours", "") not in ("", hours_told(before.told_with_it)):
        return {}
    return {"told_with_it": before.told_with_it, "told_by": before.told_by or before.stated_by}
