"""The courier's round: take what is due, do it, note that it is done.

Three transactions an errand. The first counts the try and leases the row. The second locks it, does it
and notes that it is done, all or nothing: whatever instant a worker is killed at, the effect and the note
are both there or neither. The third is written only when it failed.

A row that fails waits longer each time, by itself; those behind it go on.
"""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chrysalis.access.context import as_system
from chrysalis.audit.requests import numbered
from chrysalis.events import patience
from chrysalis.events.actions.fanning import COURIER, fan_out
from chrysalis.events.actions.snags import give_up
from chrysalis.events.errands import do
from chrysalis.events.models import Errand


Clock = Callable[[], dt.datetime]
LEASE = dt.timedelta(seconds=10)  # between counting a try and locking the row, which takes milliseconds
LONGEST_STATEMENT = "10s"
WAITING, DONE = Errand.State.WAITING, Errand.State.DONE
KILLED = "Interrupted"  # the class of error of what ended with its worker, as often as it was tried


@dataclass(frozen=True)
class Try:
    errand_id: UUID
    number: int


def carry(*, clock: Clock = timezone.now) -> int:
    """Do all that is due, and what is announced meanwhile; how many tries that took."""
    tries = 0
    while True:
        fanned = fan_out(at=clock())
        while begun := begin(at=clock()):
            attempt(begun, clock=clock)
            tries += 1
        if not fanned:
            return tries


def begin(*, at: dt.datetime) -> Try | None:
    """Count a try of what has waited longest. None when nothing is due that nobody else has."""
    with as_system(COURIER):
        _set("synchronous_commit", "off")  # a count that is lost with the power costs one more try
        errand = _free(at).select_for_update(skip_locked=True, of=("self",)).first()
        if errand is None:
            return None
        errand.attempts, errand.leased_until = errand.attempts + 1, at + LEASE
        errand.save(update_fields=["attempts", "leased_until"])
        return Try(errand.pk, errand.attempts)


def attempt(begun: Try, *, clock: Clock) -> None:
    """Do it and note that it is done; or that it failed, and why, in one word.

    Whatever a handler raises is caught here, and here alone: its row must not stop the others.
    """
    try:
        with as_system(COURIER), numbered():
            _do(begun, at=clock())
    except Exception as error:
        _note(begun, type(error).__name__, at=clock())


def _do(begun: Try, *, at: dt.datetime) -> None:
    errand = _held(begun)
    if errand is None:
        return
    if begun.number > patience.MOST:
        give_up(errand, KILLED, at=at)
        return
    _set("statement_timeout", LONGEST_STATEMENT)
    do(errand, at=at)
    errand.state, errand.ended_at, errand.leased_until = DONE, at, None
    errand.save(update_fields=["state", "ended_at", "leased_until"])


def _note(begun: Try, error_class: str, *, at: dt.datetime) -> None:
    """SAFETY: the class of the error and never its words, which quote what somebody typed."""
    with as_system(COURIER):
        errand = _held(begun)
        if errand is None:
            return
        if begun.number >= patience.MOST:
            give_up(errand, error_class, at=at)
            return
        wait = patience.wait(begun.number, dice=random.random())  # noqa: S311 - spreads waits, hides nothing
        errand.due_at, errand.leased_until, errand.error_class = at + wait, None, error_class
        errand.save(update_fields=["due_at", "leased_until", "error_class"])


def _free(at: dt.datetime) -> QuerySet[Errand]:
    """Due, and nobody's: not leased, and no earlier one in its line about the same subject."""
    unleased = Q(leased_until=None) | Q(leased_until__lt=at)
    same = {"line": OuterRef("line"), "subject_id": OuterRef("subject_id")}
    earlier = Errand.objects.filter(made_at__lt=OuterRef("made_at"), state=WAITING, **same)
    in_turn = Q(line="") | ~Exists(earlier)
    return Errand.objects.filter(unleased, in_turn, state=WAITING, due_at__lte=at).order_by("due_at", "pk")


def _held(begun: Try) -> Errand | None:
    """The row, locked; None where somebody else has it, or had it since."""
    rows = Errand.objects.select_related("announcement").select_for_update(skip_locked=True, of=("self",))
    return rows.filter(pk=begun.errand_id, state=WAITING, attempts=begun.number).first()


def _set(name: str, value: str) -> None:
    """For the transaction in hand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
