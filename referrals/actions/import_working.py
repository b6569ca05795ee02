"""The worker's part of an import: reading the file, checking, adding and taking back, a batch at a time.

Each batch is one transaction, as the hat of whoever brought the spreadsheet in, with the import's own row
locked: what became of a row is written with the referral that it became. A worker that is killed leaves a
batch that never was, and the next one goes on from there. Two workers never have the same import in hand.
A try is counted before it begins, so that a row on which the worker dies ends like one which raises.
"""

import base64
import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.context import NotInForce, acting_as, as_system, as_the_service
from chrysalis.access.decide import can
from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.log import record
from chrysalis.audit.requests import numbered
from chrysalis.audit.words import word
from chrysalis.drafts.sealing import unseal
from chrysalis.events.announcing import announce
from referrals.actions.import_checking import Judge, MakeJudge, sort_out
from referrals.actions.import_undoing import take_back
from referrals.actions.import_writing import add
from referrals.actions.importing import keep_until
from referrals.actions.setwise import insert, update
from referrals.events import ImportRested, Rested
from referrals.models import (
    CLOSED_OF_IMPORT,
    UNDER_WAY,
    Import,
    ImportFile,
    ImportRow,
    ImportState,
    MayName,
    Why,
)
from referrals.rules.import_fields import left_out
from referrals.rules.sheets import CannotRead, Line, Sheet, read_sheet
from referrals.workflow import IMPORT


log = logging.getLogger(__name__)
READ = word("import.read", Side.CHANGE, "collection", "had a spreadsheet of referrals read")
FAILED = word("import.failed", Side.CHANGE, "collection", "brought a spreadsheet that could not be read")
CHECKED = word("import.checked", Side.CHANGE, "consultation", "had the rows of a spreadsheet checked")
FINISHED = word("import.finished", Side.CHANGE, "alteration", "had all rows of a spreadsheet added")
STOPPED = word("import.stopped", Side.CHANGE, "alteration", "had an import stop on the way")
TAKEN_BACK = word("import.taken-back", Side.CHANGE, "alteration", "had the referrals of an import taken back")
COURIER = "courier"
MOST = 5  # tries of one batch
A_TURN = 5.0  # seconds; then what else the worker has to do goes first
UNDONE_AT_ONCE = 100  # rows, each of which is opened
State = ImportRow.State
Clock = Callable[[], dt.datetime]


@dataclass(frozen=True)
class Turn:
    """One import, as the worker meets it."""

    import_id: UUID
    membership_id: UUID
    attempts: int


def work(make_judge: MakeJudge, *, clock: Clock, seconds: float = A_TURN) -> bool:
    """Go on with what is under way, the oldest first, for a while; whether anything is left."""
    ends = time.monotonic() + seconds
    judges: dict[UUID, Judge] = {}
    passed: set[UUID] = set()
    while turn := _begin(passed):
        with numbered():
            if not _attempt(turn, make_judge, judges, clock):
                passed.add(turn.import_id)
        if time.monotonic() > ends:
            return True
    return False


def _begin(passed: set[UUID]) -> Turn | None:
    """Count a try of the oldest that nobody has in hand."""
    with as_system(COURIER):
        waiting = Import.objects.only(*CLOSED_OF_IMPORT).filter(state__in=UNDER_WAY).exclude(pk__in=passed)
        found = waiting.order_by("begun_at", "pk").select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        Import.objects.filter(pk=found.pk).update(attempts=F("attempts") + 1)
        return Turn(found.pk, found.membership_id, found.attempts + 1)


def _attempt(turn: Turn, make_judge: MakeJudge, judges: dict[UUID, Judge], clock: Clock) -> bool:
    """One batch; False where there is nothing more to do for this one now."""
    try:
        if turn.attempts > MOST:
            _give_up(turn, Why.TROUBLE, at=clock())
            return False
        hat = _hat(turn)
        if not can(hat, Permission.IMPORT_RUN):
            raise NotInForce
        with acting_as(hat):
            return _step(turn, hat, make_judge, judges, at=clock())
    except NotInForce:
        _give_up(turn, Why.LEFT, at=clock())
    except Exception as error:
        # SAFETY: the class of the error and never its words, which quote what a row says.
        log.error("a batch of an import failed: %s", type(error).__name__)
    return False


def _hat(turn: Turn) -> Hat:
    with as_the_service():
        return make_hat(Membership.objects.select_related("agency").get(pk=turn.membership_id))


def _give_up(turn: Turn, why: Why, *, at: dt.datetime) -> None:
    """What was added stays added, and can be gone on with or taken back."""
    with as_system(COURIER):
        found = Import.objects.only(*CLOSED_OF_IMPORT).filter(pk=turn.import_id, state__in=UNDER_WAY)
        held = found.select_for_update(of=("self",)).first()
        if held is None:
            return
        has_added = held.state in (ImportState.RUNNING, ImportState.UNDOING)
        state = ImportState.STOPPED if has_added else ImportState.FAILED
        Import.objects.filter(pk=held.pk).update(state=state, why=why, ended_at=at)
        announce(_rested(held, Rested.STOPPED, has_added=False), by=None, at=at)


def _step(turn: Turn, hat: Hat, make_judge: MakeJudge, judges: dict[UUID, Judge], *, at: dt.datetime) -> bool:
    found = Import.objects.select_related("scheme").filter(pk=turn.import_id, state__in=UNDER_WAY)
    brought = found.select_for_update(skip_locked=True, of=("self",)).first()
    if brought is None:
        return False
    brought.attempts = 0
    if brought.state == ImportState.READING:
        _read(brought, by=hat, at=at)
    elif brought.state == ImportState.UNDOING:
        _undo(brought, by=hat, at=at)
    else:
        if turn.import_id not in judges:
            judges[turn.import_id] = make_judge(brought, by=hat, now=at)
        judge = judges[turn.import_id]
        if brought.state == ImportState.CHECKING:
            _check(brought, judge, by=hat, at=at)
        else:
            _add(brought, judge, by=hat, at=at)
    brought.save()
    return brought.is_under_way


def _read(brought: Import, *, by: Hat, at: dt.datetime) -> None:
    """Into rows, without the columns that tell of anybody harmed; and the file is gone."""
    file = ImportFile.objects.get(brought_in=brought)
    body = base64.b64decode(unseal(bytes(file.sealed)))
    try:
        sheet = read_sheet(body, most=settings.IMPORT_ROWS)
    except CannotRead as reason:
        brought.why = Why(reason.why.value)
        _move(brought, "fail", by=by, at=at)
        brought.ended_at = at
    else:
        _keep(brought, sheet, at=at)
        _move(brought, "read", by=by, at=at)
    ImportFile.objects.filter(pk=file.pk).update(sealed=b"", sweep_after=at)


def _keep(brought: Import, sheet: Sheet, *, at: dt.datetime) -> None:
    out = left_out(sheet.headings, may_name=brought.may_name != MayName.NO)
    kept = [place for place, heading in enumerate(sheet.headings) if heading not in out]
    brought.headings, brought.left_out = [sheet.headings[place] for place in kept], list(out)
    brought.other_sheets, brought.undo_until = sheet.others, keep_until(at)
    rows = [_row(brought, line, kept, at=at) for line in sheet.lines]
    brought.rows_read = len(rows)
    insert(ImportRow, rows)


def _row(brought: Import, line: Line, kept: list[int], *, at: dt.datetime) -> ImportRow:
    return ImportRow(
        brought_in=brought,
        membership_id=brought.membership_id,
        number=line.number,
        cells=[line.cells[place] if place < len(line.cells) else "" for place in kept],
        sweep_after=keep_until(at),
    )


def _check(brought: Import, judge: Judge, *, by: Hat, at: dt.datetime) -> None:
    rows = _next(brought, State.UNCHECKED, settings.IMPORT_BATCH)
    sort_out(brought, rows, judge, by=by)
    _save(brought, rows)
    if len(rows) < settings.IMPORT_BATCH:
        _move(brought, "check", by=by, at=at)
        announce(_rested(brought, Rested.CHECKED, has_added=False), by=by, at=at)


def _add(brought: Import, judge: Judge, *, by: Hat, at: dt.datetime) -> None:
    rows = _next(brought, State.READY, settings.IMPORT_BATCH)
    add(sort_out(brought, rows, judge, by=by), brought.scheme, by=by, at=at)
    _save(brought, rows)
    if len(rows) < settings.IMPORT_BATCH:
        brought.ended_at, brought.undo_until = at, keep_until(at)
        ImportRow.objects.filter(brought_in=brought).update(sweep_after=brought.undo_until)
        _move(brought, "finish", by=by, at=at)
        announce(_rested(brought, Rested.DONE, has_added=_has_added(brought)), by=by, at=at)


def _undo(brought: Import, *, by: Hat, at: dt.datetime) -> None:
    rows = _next(brought, State.ADDED, UNDONE_AT_ONCE)
    take_back(rows, by=by, at=at)
    _save(brought, rows)
    if len(rows) < UNDONE_AT_ONCE:
        brought.ended_at = at
        _move(brought, "take_back", by=by, at=at)
        announce(_rested(brought, Rested.UNDONE, has_added=False), by=by, at=at)


def _has_added(brought: Import) -> bool:
    return ImportRow.objects.filter(brought_in=brought, state=State.ADDED).exists()


def _next(brought: Import, state: str, many: int) -> list[ImportRow]:
    return list(ImportRow.objects.filter(brought_in=brought, state=state).order_by("number")[:many])


def _save(brought: Import, rows: list[ImportRow]) -> None:
    update(ImportRow, rows, ["state", "said", "key", "referral_key", "cells"])
    brought.rows_done += len(rows)


def _move(brought: Import, name: str, *, by: Hat, at: dt.datetime) -> None:
    transition = IMPORT.check(brought, name, by=by)
    brought.state = ImportState(transition.target)
    record(transition.audit, by=by, at=at, subjects=[brought.pk])


def _rested(brought: Import, rested: Rested, *, has_added: bool) -> ImportRested:
    return ImportRested(
        import_id=brought.pk,
        membership_id=brought.membership_id,
        provider_agency_id=brought.agency_id,
        rested=rested,
        has_added=has_added,
    )


def sweep() -> None:
    """Rows whose days are over, and files that were read."""
    with as_system("change_system"):
        # All that this persona can see, which is what is due.
        ImportRow.objects.all().delete()
        ImportFile.objects.all().delete()
