"""Giving cases to a colleague: one, or several of somebody who left or is away. What moves and what cannot is
known before anything does, and is the same question both times."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.roles import Caseworker
from chrysalis.agencies.models import Worker, with_name
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions.doing import CANNOT_GO, hand_on_tasks
from referrals.actions.moving import lock, write_step
from referrals.actions.reading import open_case
from referrals.definers import kept_from
from referrals.events import CaseAllocated
from referrals.models import OVER, Case


ALLOCATED = word("case.allocated", Side.CHANGE, "alteration", "gave a case to a colleague")
MOST = 100  # at once


class CannotAllocate(Exception):
    """The text is shown to the worker."""


@dataclass(frozen=True)
class Move:
    """One case, and why it stays where it is; empty where it moves."""

    case: Case
    why_not: str


def plan(cases: Iterable[UUID], to: Worker, *, by: Hat, at: dt.datetime) -> list[Move]:
    """What would move. Raises CannotAllocate where the colleague takes no cases here."""
    _refuse_who_is_not_here(to, by=by, at=at)
    held = with_name(queries.cases(by).filter(pk__in=list(cases)), "allocated_worker")
    found = list(held.order_by("opened_at", "id")[:MOST])
    kept = kept_from(to.pk, [case.pk for case in found])
    return [Move(case, _why_not(case, to, kept)) for case in found]


@transaction.atomic
def allocate(cases: Iterable[UUID], to: Worker, *, reason: str, by: Hat, at: dt.datetime) -> list[Move]:
    """Give what can be given. Each case says who had it, who has it now, and why; the colleague is told of
    each. Raises CannotAllocate."""
    moves = plan(cases, to, by=by, at=at)
    for move in moves:
        if not move.why_not:
            _give(move.case, to, reason=reason, by=by, at=at)
    return moves


def _give(case: Case, to: Worker, *, reason: str, by: Hat, at: dt.datetime) -> None:
    before = case.allocated_worker.full_name if case.allocated_worker else "nobody"
    case = open_case(lock(case), by=by, at=at)
    said = f"From {before} to {to.full_name}. {reason}".strip()
    Case.objects.filter(pk=case.pk).update(allocated_worker_id=to.pk, version=F("version") + 1)
    if case.allocated_worker_id:
        hand_on_tasks(case, case.allocated_worker_id, to, by=by, at=at)
    write_step(case, "allocate", source=case.state, target=case.state, reason=said[:500], by=by, at=at)
    record(ALLOCATED, by=by, at=at, subjects=[case.pk, case.client_id], reason=reason)
    given = CaseAllocated(
        case_id=case.pk, provider_agency_id=case.provider_agency_id, to_id=to.pk, by_id=by.worker_id
    )
    announce(given, by=by, at=at)


def _refuse_who_is_not_here(to: Worker, *, by: Hat, at: dt.datetime) -> None:
    place = Recipient(by.agency_id, Caseworker.slug, to.pk)
    if not readers(place, on=in_london(at).date()):
        raise CannotAllocate("This colleague takes no cases here now. Choose somebody else.")


def _why_not(case: Case, to: Worker, kept: set[UUID]) -> str:
    """SAFETY: whoever said that they know the person gets no case of theirs; how they know them is theirs and
    the leads' to know."""
    if case.state in OVER:
        return "It is over."
    if case.allocated_worker_id == to.pk:
        return "They have it already."
    if case.pk in kept:
        return CANNOT_GO
    return ""
