"""`record()`: one entry, in the transaction of what it tells of. If it cannot be written, that fails too."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.models import AccountEntry, ChangeEntry, Entry
from chrysalis.audit.words import WORDS


TABLES: dict[Side, type[Entry]] = {Side.CHANGE: ChangeEntry, Side.NEITHER: AccountEntry}


def record(
    word: str,
    *,
    by: Hat | None,
    at: dt.datetime,
    subjects: Iterable[UUID] = (),
    fields: Iterable[str] = (),
    reason: str = "",
    worker_id: UUID | None = None,
) -> None:
    """Write one entry on the word's side. `worker_id` is for what happens before a hat is worn."""
    table = TABLES[WORDS[word].side]
    table._default_manager.create(
        at=at,
        word=word,
        worker_id=by.worker_id if by else worker_id,
        membership_id=by.membership_id if by else None,
        agency_id=by.agency_id if by else None,
        role_slug=by.role_slug if by else "",
        subjects=list(subjects),
        fields=sorted(fields),
        reason=reason,
    )
