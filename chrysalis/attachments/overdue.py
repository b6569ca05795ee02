"""What was sent and is not checked after half an hour: a person hears of it, and sees to the scanner."""

import datetime as dt
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.attachments.actions.checking import WAITS
from chrysalis.attachments.shelves import SHELVES
from chrysalis.events.scheduled import due, later


OVERDUE = "attachments.overdue"
PATIENCE = dt.timedelta(minutes=30)


class StillWaiting(Exception):
    """Tried again a few times, and then told to the administrators of the agency that waits for it."""


@due(OVERDUE, owner=lambda facts: facts["agency_id"])
def is_overdue(*, attachment_id: UUID, agency_id: UUID, at: dt.datetime) -> None:
    """Runs as the courier. Raises StillWaiting."""
    for shelf in SHELVES:
        if shelf.model._default_manager.filter(WAITS, pk=attachment_id).exists():
            raise StillWaiting


def watch(attachment_id: UUID, *, for_agency: UUID, by: Hat, at: dt.datetime) -> None:
    later(OVERDUE, due_at=at + PATIENCE, by=by, attachment_id=attachment_id, agency_id=for_agency)
