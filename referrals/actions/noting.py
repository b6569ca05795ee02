"""Notes of a case: written once, added to, marked as wrong. Nobody edits one or takes one away."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.workflow import NotNow
from referrals.models import Case, Note


WRITTEN = word("note.written", Side.CHANGE, "collection", "wrote a note on a case")
ADDED = word("note.added-to", Side.CHANGE, "collection", "added to a note on a case")
MARKED = word("note.marked-wrong", Side.CHANGE, "alteration", "marked a note on a case as wrong")


@transaction.atomic
def write_note(
    case: Case,
    *,
    kind: str,
    said_by: str,
    audience: str,
    words: str,
    happened_at: dt.datetime,
    adds_to: Note | None = None,
    by: Hat,
    at: dt.datetime,
) -> Note:
    """Keep a note, or what is added below one. What is added to an addendum stands below the same note."""
    note = Note.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        kind=kind,
        said_by=said_by,
        audience=audience,
        words=words,
        happened_at=happened_at,
        adds_to_id=(adds_to.adds_to_id or adds_to.pk) if adds_to else None,
        by_id=by.worker_id,
        at=at,
    )
    record(ADDED if adds_to else WRITTEN, by=by, at=at, subjects=[case.pk, case.client_id])
    return note


@transaction.atomic
def mark_wrong(case: Case, note_id: UUID, *, because: str, by: Hat, at: dt.datetime) -> None:
    """Say that a note is wrong, and why. Its words stay. Raises workflow.NotNow."""
    stands = Note.objects.filter(pk=note_id, case=case, wrong_at__isnull=True)
    if not stands.update(wrong_at=at, wrong_by_id=by.worker_id, wrong_because=because):
        raise NotNow("Somebody has marked this note already.")
    record(MARKED, by=by, at=at, subjects=[case.pk, case.client_id])
