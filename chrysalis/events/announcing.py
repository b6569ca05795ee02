"""The transactional outbox: what happened is written down in the transaction in which it happened.

One row, and after the commit a ring at the worker's door. If the bell is not heard, the sweep finds the
row. Nothing else happens in the request: SAFETY: a handler of the safety side that ran here would run
with the rights, and in the page, of whoever is not to know that it exists.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from chrysalis.access.visitor import Who
from chrysalis.events.event import Event, facts_of
from chrysalis.events.models import Announcement
from chrysalis.tasks import ring


DOOR = "chrysalis.events.tasks.carry"


def announce(event: Event, *, by: Who | None, at: dt.datetime) -> None:
    """Write the event down for whoever hears it. It is told when, and only if, the transaction commits."""
    announce_all([event], by=by, at=at)


def announce_all(events: Iterable[Event], *, by: Who | None, at: dt.datetime) -> None:
    """Several in one statement: what a register of twelve tells."""
    rows = [_row(event, by=by, at=at) for event in events]
    if rows:
        Announcement.objects.bulk_create(rows)
        ring_after_commit()


def _row(event: Event, *, by: Who | None, at: dt.datetime) -> Announcement:
    return Announcement(
        id=event.key,
        event=event.slug,
        facts=facts_of(event),
        subject_id=event.subject,
        agency_id=by.agency_id if by else None,
        announced_at=at,
    )


def ring_after_commit() -> None:
    transaction.on_commit(_ring)


def _ring() -> None:
    ring(DOOR)
