"""The transactional outbox: what happened is written down in the transaction in which it happened.

One row, and after the commit a ring at the worker's door. If the bell is not heard, the sweep finds the
row. Nothing else happens in the request: SAFETY: a handler of the safety side that ran here would run
with the rights, and in the page, of whoever is not to know that it exists.
"""

import datetime as dt

from django.db import transaction

from chrysalis.access.hat import Hat
from chrysalis.events.event import Event, facts_of
from chrysalis.events.models import Announcement
from chrysalis.tasks import ring


DOOR = "chrysalis.events.tasks.carry"


def announce(event: Event, *, by: Hat | None, at: dt.datetime) -> None:
    """Write the event down for whoever hears it. It is told when, and only if, the transaction commits."""
    Announcement.objects.create(
        id=event.key,
        event=event.slug,
        facts=facts_of(event),
        subject_id=event.subject,
        agency_id=by.agency_id if by else None,
        announced_at=at,
    )
    ring_after_commit()


def ring_after_commit() -> None:
    transaction.on_commit(_ring)


def _ring() -> None:
    ring(DOOR)
