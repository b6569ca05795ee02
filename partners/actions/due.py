"""By when somebody is to be told."""

import datetime as dt
from uuid import UUID

from chrysalis.notices.due import Within
from chrysalis.notices.offices import office_of


def due_within(hours: int, *, agency_id: UUID, at: dt.datetime, ahead_of: dt.datetime | None) -> dt.datetime:
    """So many hours of the office from now.

    SAFETY: what has to be done `ahead_of` a moment is due by that at the latest, office hours or not: told
    afterwards, whoever is released may be at the door first.
    """
    due_at = Within(hours).after(at, office_of(agency_id))
    return ahead_of if ahead_of and at < ahead_of < due_at else due_at
