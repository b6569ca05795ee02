"""Giving up, with somebody told; and what that person can do: have it tried again, or close it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.events.errands import owner_of, side_of
from chrysalis.events.event import Event
from chrysalis.events.models import SNAGS, Errand, Snag
from chrysalis.events.scheduled import due, later


@dataclass(frozen=True)
class SnagFound(Event, side=Side.NEITHER, about="snag_id"):
    """Somebody has to look. Told of the snag alone: not of what failed."""

    snag_id: UUID
    agency_id: UUID
    whose: Side


class ClosedAlready(Exception):
    """Somebody else was quicker. Text is shown to the manager."""


def _words(slug: str, english: str) -> dict[Side, str]:
    names = {Side.CHANGE: "snag", Side.SAFETY: "safety-snag", Side.NEITHER: "account-snag"}
    return {side: word(f"{name}.{slug}", side, "alteration", english) for side, name in names.items()}


RETRIED = _words("retried", "had something tried again that the service had given up")
CLOSED = _words("closed", "closed something that the service had given up")


def give_up(errand: Errand, error_class: str, *, at: dt.datetime) -> None:
    """Leave the row as it is, and leave it to a person. A snag about a snag would have no end: `doctor`
    counts those."""
    is_about_a_snag = errand.announcement is not None and errand.announcement.event == SnagFound.slug
    side, agency_id = side_of(errand), None if is_about_a_snag else owner_of(errand)
    errand.state, errand.ended_at, errand.leased_until = Errand.State.DEAD, at, None
    errand.error_class, errand.agency_id = error_class, agency_id
    errand.save(update_fields=["state", "ended_at", "leased_until", "error_class", "agency_id"])
    if is_about_a_snag:
        return
    snag = SNAGS[side](
        errand_id=errand.pk,
        handler=errand.handler,
        event=errand.announcement.event if errand.announcement else "",
        agency_id=agency_id,
        given_up_at=at,
        error_class=error_class,
    )
    snag.save(force_insert=True)
    if agency_id:
        announce(SnagFound(snag_id=snag.pk, agency_id=agency_id, whose=side), by=None, at=at)


@transaction.atomic
def retry(snag: Snag, *, by: Hat, at: dt.datetime) -> None:
    """Have it tried again from the beginning. Raises ClosedAlready."""
    _close(snag, Snag.Outcome.AGAIN, "", by=by, at=at)
    later("events.start_again", due_at=at, by=by, errand_id=snag.errand_id)
    record(RETRIED[by.side], by=by, at=at, subjects=[snag.pk])


@transaction.atomic
def close(snag: Snag, *, reason: str, by: Hat, at: dt.datetime) -> None:
    """Nothing more needs doing, and why. Raises ClosedAlready."""
    _close(snag, Snag.Outcome.CLOSED, reason, by=by, at=at)
    record(CLOSED[by.side], by=by, at=at, subjects=[snag.pk], reason=reason)


def _close(snag: Snag, outcome: Snag.Outcome, reason: str, *, by: Hat, at: dt.datetime) -> None:
    standing = type(snag)._default_manager.filter(pk=snag.pk, closed_at__isnull=True)
    if not standing.update(closed_at=at, closed_by_id=by.worker_id, outcome=outcome, reason=reason):
        raise ClosedAlready("Somebody else saw to this a moment ago.")


@due("events.start_again")
def start_again(*, errand_id: UUID, at: dt.datetime) -> None:
    """Only what is dead: what was done meanwhile is not done twice."""
    Errand.objects.filter(pk=errand_id, state=Errand.State.DEAD).update(
        state=Errand.State.WAITING, ended_at=None, attempts=0, due_at=at
    )
