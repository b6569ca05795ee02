"""What somebody does with an import: bring a spreadsheet, match its columns, have it added, undo it.

All that takes long is the worker's (`import_working`): a page only says what is wanted, and rings.
"""

import base64
import datetime as dt

from django.conf import settings
from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.drafts.sealing import seal
from chrysalis.tasks import ring
from chrysalis.workflow import NotNow
from referrals.models import Import, ImportFile, ImportRow, ImportState
from referrals.workflow import IMPORT


UPLOADED = word("import.uploaded", Side.CHANGE, "collection", "uploaded a spreadsheet of referrals")
MATCHED = word("import.matched", Side.CHANGE, "alteration", "matched the columns of a spreadsheet")
RUN = word("import.run", Side.CHANGE, "alteration", "had the referrals of a spreadsheet added")
UNDONE = word("import.undone", Side.CHANGE, "alteration", "had an import taken back")
DISCARDED = word(
    "import.discarded", Side.CHANGE, "alteration", "threw a spreadsheet away before it was added"
)
LOOKED = word("import.read-rows", Side.CHANGE, "consultation", "read rows of a spreadsheet of referrals")
FAULTS = word("import.faults", Side.CHANGE, "consultation", "took out the rows of a spreadsheet with faults")
DOOR = "referrals.tasks.bring_in"


@transaction.atomic
def upload(
    scheme: Scheme,
    body: bytes,
    *,
    title: str,
    may_name: str,
    by: Hat,
    at: dt.datetime,
) -> Import:
    """Keep the file sealed until the worker has read it, in a moment."""
    brought = Import(
        membership_id=by.membership_id,
        agency_id=by.agency_id,
        scheme=scheme,
        title=title,
        may_name=may_name,
        begun_at=at,
        moved_at=at,
    )
    brought.save(force_insert=True)
    ImportFile(
        brought_in=brought,
        membership_id=by.membership_id,
        sealed=seal(base64.b64encode(body).decode()),
        sweep_after=at + dt.timedelta(days=1),
    ).save(force_insert=True)
    record(UPLOADED, by=by, at=at, subjects=[brought.pk])
    _ring_after_commit()
    return brought


@transaction.atomic
def match(
    brought: Import, *, columns: dict[str, int], for_all: dict[str, str], by: Hat, at: dt.datetime
) -> Import:
    """Say which column says what, and have every row checked. Raises workflow.NotNow."""
    brought = _moved(brought, "match", by=by, at=at)
    brought.columns, brought.for_all = columns, for_all
    brought.save(update_fields=["columns", "for_all"])
    ImportRow.objects.filter(brought_in=brought).update(state=ImportRow.State.UNCHECKED, said="", key="")
    return brought


@transaction.atomic
def run(brought: Import, *, by: Hat, at: dt.datetime) -> Import:
    """Have what is ready added; or go on where it stopped. Raises workflow.NotNow."""
    return _moved(brought, "run", by=by, at=at)


class TooLate(NotNow):
    """The text is shown to the worker."""

    def __init__(self) -> None:
        super().__init__("The days in which it could be taken back are over.")


@transaction.atomic
def undo(brought: Import, *, by: Hat, at: dt.datetime) -> Import:
    """Have it taken back, as far as nobody has worked on it. Raises workflow.NotNow, and TooLate."""
    if brought.undo_until is None or brought.undo_until <= at:
        raise TooLate
    return _moved(brought, "undo", by=by, at=at)


@transaction.atomic
def discard(brought: Import, *, by: Hat, at: dt.datetime) -> Import:
    """Throw it away: its rows are emptied now, and go with the next sweep. Raises workflow.NotNow."""
    brought = _moved(brought, "discard", by=by, at=at)
    ImportRow.objects.filter(brought_in=brought).update(cells=[], said="", sweep_after=at)
    Import.objects.filter(pk=brought.pk).update(ended_at=at)
    return brought


def read_rows(brought: Import, *, by: Hat, at: dt.datetime) -> None:
    record(LOOKED, by=by, at=at, subjects=[brought.pk])


def take_faults(brought: Import, *, by: Hat, at: dt.datetime) -> None:
    record(FAULTS, by=by, at=at, subjects=[brought.pk])


def keep_until(at: dt.datetime) -> dt.datetime:
    return at + dt.timedelta(days=settings.IMPORT_DAYS)


def _moved(brought: Import, name: str, *, by: Hat, at: dt.datetime) -> Import:
    """The import, locked and where the transition leads, with its entry; and the worker rung."""
    held = Import.objects.select_for_update(of=("self",)).get(pk=brought.pk)
    transition = IMPORT.check(held, name, by=by)
    held.state, held.rows_done, held.attempts, held.why = ImportState(transition.target), 0, 0, ""
    held.moved_at = at
    held.save(update_fields=["state", "rows_done", "attempts", "why", "moved_at"])
    record(transition.audit, by=by, at=at, subjects=[held.pk])
    _ring_after_commit()
    return held


def _ring_after_commit() -> None:
    transaction.on_commit(lambda: ring(DOOR))
