"""A service sets how soon it tells survivors, and for how long it tries."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.versions import Conflict
from partners.models import SupportTimes


CHANGED = word("support-times.changed", Side.SAFETY, "alteration", "changed how soon survivors are told")


@transaction.atomic
def change_times(values: dict[str, int], *, seen_version: int, by: Hat, at: dt.datetime) -> None:
    """Raises versions.Conflict when somebody else saved in between."""
    kept = SupportTimes.objects.filter(agency_id=by.agency_id).first()
    if kept:
        kept.change(seen_version=seen_version, **values)
    else:
        _begin(values, seen_version, by=by)
    record(CHANGED, by=by, at=at, subjects=[by.agency_id], fields=values)


def _begin(values: dict[str, Any], seen_version: int, *, by: Hat) -> None:
    """One version on from the usual times, which others may have on their screens."""
    try:
        with transaction.atomic():
            SupportTimes.objects.create(agency_id=by.agency_id, version=seen_version + 1, **values)
    except IntegrityError:
        raise Conflict(SupportTimes.objects.get(agency_id=by.agency_id)) from None
