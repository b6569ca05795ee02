"""How far a case has come: the one place where its state moves, with a step written each time.

Programmes call `say_assessed` in front of an open case; what is due next is theirs to say.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from chrysalis import keys
from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.working_days import in_london
from referrals.actions.restricting import copy_to_lists
from referrals.definers import legs_begin
from referrals.events import CaseClosed
from referrals.gates.persons import person_goes_on
from referrals.gates.unfinished import UNFINISHED
from referrals.models import OVER, Case, LegProgress, SafeguardingReferral, Step
from referrals.workflow import CASE


ASSESSED = word("case.assessed", Side.CHANGE, "alteration", "said that a person was assessed")
STEP = keys.Key("step")
BEGUN = word("case.begun", Side.CHANGE, "alteration", "said that a person began a programme")
CLOSED = word("case.closed", Side.CHANGE, "alteration", "closed a case")


class StillOffered(Exception):
    """The text is shown to the worker."""


def lock(case: Case) -> Case:
    """The case as it stands, held until the action is done."""
    held = Case.objects.select_for_update(of=("self",)).select_related("scheme", "provider_agency")
    return held.get(pk=case.pk)


@transaction.atomic
def say_assessed(
    case: Case, *, what: str = "", due_at: dt.datetime | None = None, by: Hat, at: dt.datetime
) -> Case:
    """The assessment is done: the person waits for a programme. Raises workflow.NotNow."""
    return take_step(lock(case), "assess", what=what, due_at=due_at, by=by, at=at)


def say_all_begun(case_ids: Sequence[UUID], *, by: Hat, at: dt.datetime) -> None:
    """Those who were at a session for the first time, whose cases whoever marks the register does not open.
    One that has begun, or is over, stays as it is; a restricted one is begun in front of it, by those named
    for it."""
    begun = legs_begin(list(case_ids), step_ids=[STEP() for _ in case_ids], at=at) if case_ids else []
    if not begun:
        return
    record(BEGUN, by=by, at=at, subjects=begun)
    if by.opened_as:
        for case in Case.objects.filter(pk__in=begun, is_restricted=True):
            _copy(case)


@transaction.atomic
def close(
    case: Case,
    *,
    ending: str,
    reason: str = "",
    endings: Mapping[UUID, str] | None = None,
    by: Hat,
    at: dt.datetime,
) -> Case:
    """End the work with somebody, and say how; `endings` says so of what is still open on the case.

    Raises workflow.NotNow; StillOffered while another provider has still to answer a handover, or children's
    services a safeguarding referral; and unfinished.NotEnded where something is open of which nothing was
    said.
    """
    case = lock(case)
    if case.handovers.filter(state="offered").exists():
        raise StillOffered("A handover of this case waits for an answer. Withdraw it first.")
    for each in UNFINISHED:
        each.end(case.pk, endings or {}, reason=reason, by=by, at=at)
    _refuse_while_waiting(case)
    ended: dict[str, Any] = {"ending": ending, "ended_at": at, "also_due": "", "also_due_at": None}
    take_step(case, "close", reason=reason, by=by, at=at, **ended)
    # SAFETY: whoever was harmed is told that nobody works with the person any more once that is so, under
    # whatever record, and not before.
    if not person_goes_on(case.pk):
        announce(_closed(case), by=by, at=at)
    return case


def _refuse_while_waiting(case: Case) -> None:
    """SAFETY: nobody chases what was told of a child on a case that is over."""
    if case_waits(case):
        raise StillOffered(
            "A safeguarding referral waits: nobody has said that they have it. Chase it first."
        )


def case_waits(case: Case) -> bool:
    """Whether nobody has said that they have a safeguarding referral of the open case."""
    told = SafeguardingReferral.objects.filter(case=case, acknowledged_at__isnull=True, outcome="")
    return told.exists()


def _closed(case: Case) -> CaseClosed:
    return CaseClosed(
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
    )


def take_step(
    case: Case,
    name: str,
    *,
    what: str = "",
    due_at: dt.datetime | None = None,
    reason: str = "",
    by: Hat,
    at: dt.datetime,
    **also: Any,
) -> Case:
    """Move a case that is locked and open, and say what is due next."""
    transition = CASE.check(case, name, by=by)
    write_step(case, name, source=case.state, target=transition.target, reason=reason, by=by, at=at)
    record(transition.audit, by=by, at=at, subjects=[case.pk, case.client_id])
    case.state = transition.target
    for column, value in also.items():
        setattr(case, column, value)
    LegProgress.objects.filter(case=case).update(state=case.state, changed_on=in_london(at).date())
    set_next(case, what, due_at, **also)
    return case


def write_step(
    case: Case, name: str, *, source: str = "", target: str, reason: str = "", by: Hat, at: dt.datetime
) -> None:
    Step.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        transition=name,
        source=source,
        target=target,
        by_id=by.worker_id,
        at=at,
        reason=reason,
    )


def set_next(case: Case, what: str, due_at: dt.datetime | None, **also: Any) -> None:
    """Say what is due next, and by when, on the case and in the lists of those named for it."""
    case.next_action, case.next_due_at = what, due_at
    Case.objects.filter(pk=case.pk).update(
        state=case.state, next_action=what, next_due_at=due_at, version=F("version") + 1, **also
    )
    if case.is_restricted:
        _copy(case)


def _copy(case: Case) -> None:
    what, due_at = case.soonest
    copy_to_lists(case, what=what, due_at=due_at)


def begin_leg(case: Case, *, transition: str, reason: str = "", by: Hat, at: dt.datetime) -> None:
    """The first step of a leg, and the line by which other providers on the way know of it."""
    write_step(case, transition, target=case.state, reason=reason, by=by, at=at)
    LegProgress.objects.create(
        case=case,
        client_id=case.client_id,
        provider_agency_id=case.provider_agency_id,
        state=case.state,
        began_on=in_london(at).date(),
        changed_on=in_london(at).date(),
        is_restricted=case.is_restricted,
    )


def is_over(case: Case) -> bool:
    return case.state in OVER
