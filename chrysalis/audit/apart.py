"""`record_apart()`: an entry about something restricted, with its reason in a row of its own."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.models import ChangeReason


APART = "Written apart, for safeguarding leads and those named"


def record_apart(
    word: str, *, by: Hat, at: dt.datetime, subjects: Iterable[UUID], reason: str, referral_id: UUID | None
) -> None:
    """The entry says that there is a reason; the words stand behind the restriction."""
    entry_id = record(word, by=by, at=at, subjects=subjects, reason=APART)
    ChangeReason.objects.create(
        entry_id=entry_id, agency_id=by.agency_id, referral_id=referral_id, text=reason
    )
