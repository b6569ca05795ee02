"""`record()`: one entry, in the transaction of what it tells of. If it cannot be written, that fails too."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.purposes import Purpose
from chrysalis.access.visitor import Who
from chrysalis.audit.models import TABLES, Entry
from chrysalis.audit.requests import current_request
from chrysalis.audit.words import WORDS


class WrongSide(Exception):
    """SAFETY: what the safety side does would be written where those who work with the client read:
    that somebody who supports survivors looked tells that there is one."""


def record(
    word: str,
    *,
    by: Who | None,
    at: dt.datetime,
    subjects: Iterable[UUID] = (),
    fields: Iterable[str] = (),
    reason: str = "",
    worker_id: UUID | None = None,
    purpose: Purpose | None = None,
    recipient_id: UUID | None = None,
    recipient: str = "",
    was_refused: bool = False,
) -> UUID:
    """Write one entry on the word's side, and give its key. `worker_id` is for what happens before a hat
    is worn; the recipient, for a disclosure, is an agency of ours or, in words, anybody else."""
    side = WORDS[word].side
    if by and by.side is Side.SAFETY and side is Side.CHANGE:
        raise WrongSide(word)
    made: Entry = TABLES[side]._default_manager.create(
        at=at,
        word=word,
        worker_id=by.worker_id if by else worker_id,
        membership_id=by.membership_id if by else None,
        agency_id=by.agency_id if by else None,
        role_slug=by.role_slug if by else "",
        subjects=list(subjects),
        fields=sorted(fields),
        purpose=_purpose(by, purpose),
        reason=reason,
        recipient_id=recipient_id,
        recipient=recipient,
        holder_id=recipient_id or (by.agency_id if by else None),
        request_id=current_request(),
        was_refused=was_refused,
    )
    key: UUID = made.pk
    return key


def _purpose(by: Who | None, given: Purpose | None) -> str:
    """The role's usual one, unless another was given; none for what nobody in a role did."""
    usual = by.purpose if by else None
    found = given or usual
    return found.slug if found else ""
