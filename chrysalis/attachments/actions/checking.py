"""Checking what was sent, in the worker: is it known to be harmful, and what is a clean copy of it?

An attempt is counted before it is made, and what it found counts only if nobody has begun another since.
So a worker that is killed in the midst leaves a file that waits, and that is tried again in a while; and
the file as it was sent goes after its verdict is kept, never before.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from chrysalis.access.context import as_system
from chrysalis.attachments import clamd, keeping
from chrysalis.attachments.cleaning import clean
from chrysalis.attachments.kinds import Kind
from chrysalis.attachments.models import CHECKED, AttachmentState
from chrysalis.attachments.refusals import Refused, Why
from chrysalis.attachments.shelves import SHELVES, Shelf
from chrysalis.audit.requests import numbered


log = logging.getLogger(__name__)
COURIER = "courier"
MOST = 5  # attempts at one file
AGAIN = dt.timedelta(minutes=3)  # longer than any attempt takes
NO_SCANNER = dt.timedelta(seconds=20)  # until a scanner that is away is asked again
A_TURN = 5.0  # seconds; then what else the worker has to do goes first
WAITS = Q(state=AttachmentState.QUARANTINED)
Clock = Callable[[], dt.datetime]


@dataclass(frozen=True)
class Turn:
    """One file, as the worker meets it."""

    shelf: Shelf
    key: UUID
    kind: Kind
    stored: str
    attempts: int


@dataclass(frozen=True)
class Verdict:
    stored: str = ""
    size: int = 0
    why: Why | None = None


def check(*, clock: Clock, seconds: float = A_TURN) -> bool:
    """Check what waits, for a while; whether anything is left."""
    ends = time.monotonic() + seconds
    for shelf in SHELVES:
        while turn := _begin(shelf, at=clock()):
            with numbered():
                _attempt(turn, clock)
            if time.monotonic() > ends:
                return True
    return False


def _begin(shelf: Shelf, *, at: dt.datetime) -> Turn | None:
    """Count an attempt at one that nobody has in hand."""
    rows = shelf.model._default_manager
    with as_system(COURIER):
        ready = WAITS & (Q(try_after__isnull=True) | Q(try_after__lte=at))
        waiting = rows.only(*CHECKED).filter(ready).order_by("id")
        found = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        rows.filter(pk=found.pk).update(attempts=F("attempts") + 1, try_after=at + AGAIN)
        return Turn(shelf, found.pk, Kind(found.kind), found.stored, found.attempts + 1)


def _attempt(turn: Turn, clock: Clock) -> None:
    try:
        verdict = _judge(turn)
    except clamd.NoAnswer:
        log.warning("no answer from the scanner of files: what was sent waits")
        _wait(turn, at=clock())
    except Exception as error:
        # SAFETY: the class of the error and never its words, which could quote the file.
        log.error("checking a file failed: %s", type(error).__name__)
    else:
        _settle(turn, verdict, at=clock())


def _judge(turn: Turn) -> Verdict:
    """Raises clamd.NoAnswer."""
    if turn.attempts > MOST:
        return Verdict(why=Why.TOO_MUCH)
    try:
        body = keeping.fetch(turn.stored, turn.shelf.side)
        if clamd.is_infected(body):
            return Verdict(why=Why.INFECTED)
        copy = clean(body, turn.kind)
    except keeping.Gone:
        return Verdict(why=Why.DAMAGED)
    except Refused as refused:
        return Verdict(why=refused.why)
    return Verdict(stored=keeping.keep(copy, turn.shelf.side), size=len(copy))


def _settle(turn: Turn, verdict: Verdict, *, at: dt.datetime) -> None:
    """Keep what was found, and let go of the file as it was sent; unless another has settled it."""
    rows = turn.shelf.model._default_manager
    columns = turn.shelf.model.Rows.courier.columns  # type: ignore[attr-defined]
    with as_system(COURIER):
        held = rows.only(*columns).filter(WAITS, pk=turn.key, attempts=turn.attempts)
        found = held.order_by("id").select_for_update(of=("self",)).first()
        if found:
            said: dict[str, Any] = {"checked_at": at, "try_after": None, "stored": verdict.stored}
            if verdict.why:
                said |= {"state": AttachmentState.REFUSED, "why": verdict.why.value}
                turn.shelf.tell(found, verdict.why, at)
            else:
                said |= {"state": AttachmentState.CLEAN, "size": verdict.size}
            rows.filter(pk=turn.key).update(**said)
    useless = turn.stored if found else verdict.stored
    if useless:
        keeping.drop(useless)


def _wait(turn: Turn, *, at: dt.datetime) -> None:
    """That the scanner is away is no fault of the file."""
    with as_system(COURIER):
        rows = turn.shelf.model._default_manager.filter(WAITS, pk=turn.key, attempts=turn.attempts)
        rows.update(attempts=F("attempts") - 1, try_after=at + NO_SCANNER)
