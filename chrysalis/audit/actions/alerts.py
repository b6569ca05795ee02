"""Raising alerts from what the log shows, once for each thing; and answering them."""

import datetime as dt
import uuid

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.misuse import MISUSES, Finding, Misuse
from chrysalis.audit.models import ALERTS, Alert
from chrysalis.audit.words import word


ANSWERED = {
    Side.CHANGE: word("alert.acknowledged", Side.CHANGE, "account", "answered an alert of possible misuse"),
    Side.SAFETY: word(
        "safety-alert.acknowledged", Side.SAFETY, "account", "answered an alert of possible misuse"
    ),
}
WATCHERS = {Side.CHANGE: "change_system", Side.SAFETY: "safety_system"}
LOOK_BACK = dt.timedelta(hours=6)  # so that a worker which stood still for a while misses nothing
NAMESPACE = uuid.UUID("5d0c4c1e-6a0f-4d4e-9c55-3f1f1f0f5a77")


class AlreadyAnswered(Exception):
    """Somebody else wrote what came of it. Their answer stays."""


class AboutYou(Exception):
    """Nobody answers for themselves."""


def raise_alerts(side: Side, *, at: dt.datetime) -> None:
    """Look for every kind of misuse on the side. What was found before is not raised again."""
    with as_system(WATCHERS[side]):
        for misuse in MISUSES:
            if side in misuse.sides:
                found = [_alert(side, misuse, one, at=at) for one in misuse.find(side, at - LOOK_BACK)]
                ALERTS[side]._default_manager.bulk_create(found, ignore_conflicts=True)


def _alert(side: Side, misuse: Misuse, found: Finding, *, at: dt.datetime) -> Alert:
    parts = (misuse.slug, found.worker_id, found.agency_id, found.began_at.isoformat(), *found.subjects)
    alert = ALERTS[side](
        kind=misuse.slug,
        worker_id=found.worker_id,
        agency_id=found.agency_id,
        began_at=found.began_at,
        found_at=at,
        times=found.times,
        subjects=list(found.subjects),
    )
    alert.pk = uuid.uuid5(NAMESPACE, "/".join(map(str, parts)))
    return alert


@transaction.atomic
def acknowledge(alert: Alert, *, outcome: str, by: Hat, at: dt.datetime) -> None:
    """Write what came of asking. Raises AlreadyAnswered, and AboutYou for an alert of the own doing."""
    if alert.worker_id == by.worker_id:
        raise AboutYou
    open_ones = type(alert)._default_manager.filter(pk=alert.pk, acknowledged_at__isnull=True)
    if not open_ones.update(acknowledged_at=at, acknowledged_by_id=by.worker_id, outcome=outcome):
        raise AlreadyAnswered
    record(ANSWERED[by.side], by=by, at=at, subjects=[alert.pk])
