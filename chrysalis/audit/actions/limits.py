"""Setting from how many on the own agency is asked about."""

import datetime as dt

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.models import AlertLimits
from chrysalis.audit.words import word
from chrysalis.versions import Conflict


LIMITED = word("alert.limited", Side.NEITHER, "account", "set from how many on an alert is raised")


@transaction.atomic
def set_limits(values: dict[str, int], *, seen_version: int, by: Hat, at: dt.datetime) -> AlertLimits:
    """The own agency's, whether it had any before. Raises versions.Conflict when somebody else saved in
    between."""
    held = AlertLimits.objects.filter(agency_id=by.agency_id).first()
    before = held or AlertLimits(agency_id=by.agency_id)
    changed = [name for name, value in values.items() if getattr(before, name) != value]
    saved = held.change(seen_version=seen_version, **values) if held else _first(values, seen_version, by=by)
    record(LIMITED, by=by, at=at, subjects=[saved.pk], fields=changed)
    return saved


def _first(values: dict[str, int], seen_version: int, *, by: Hat) -> AlertLimits:
    """One version on from the defaults, which others may have on their screens."""
    try:
        with transaction.atomic():
            return AlertLimits.objects.create(agency_id=by.agency_id, version=seen_version + 1, **values)
    except IntegrityError:
        raise Conflict(AlertLimits.objects.get(agency_id=by.agency_id)) from None
