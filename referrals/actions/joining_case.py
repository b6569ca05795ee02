"""A referral of somebody whose case is open joins that case, as something new, where a worker says so.

SAFETY: whoever sent it reads that it was accepted, as of anybody. That the person is known is told to nobody.
"""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import open_things
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from referrals.actions.being_ready import carry_markers
from referrals.actions.finding import find_by_too
from referrals.actions.incidents import keep_incident
from referrals.actions.moving import lock
from referrals.actions.releasing import keep_expected
from referrals.actions.triage import CannotBeTheSame, decide, hold, is_bound, keep_numbers, known_as
from referrals.events import ReferralJoined
from referrals.models import OVER, Case, Incident, Referral


JOINED = word(
    "referral.joined", Side.CHANGE, "combination", "accepted a referral into a case that is open already"
)


@transaction.atomic
def join(referral: Referral, case: Case, *, kind: str, by: Hat, at: dt.datetime) -> Incident:
    """Keep a referral with the open case of the same person. Raises workflow.NotNow when somebody has decided
    already, and CannotBeTheSame."""
    referral, transition = hold(referral, "join", by=by, at=at)
    client = known_as(referral, case, by=by, at=at)
    case = lock(case)
    if case.state in OVER:
        raise CannotBeTheSame
    open_things(case_id=case.pk, client_id=case.client_id, referral_id=referral.pk)
    keep_numbers(referral, client)
    carry_markers(case, referral, by=by, at=at)
    find_by_too(case, referral, at=at)
    _bind(case, referral)
    decide(referral, transition.target, joined_case_id=case.pk, by=by, at=at)
    record(transition.audit, by=by, at=at, subjects=[referral.pk, case.pk, case.client_id])
    announce(_joined(referral, by=by), by=by, at=at)
    if referral.release_expected_at:
        keep_expected(case, referral.release_expected_at, by=by, at=at)
    return _keep(case, referral, kind=kind, by=by, at=at)


def _bind(case: Case, referral: Referral) -> None:
    """Of two deadlines the earlier one stands on the case."""
    deadlines = [day for day in (case.disposal_due_on, referral.disposal_due_on) if day]
    case.disposal_due_on = min(deadlines, default=None)
    case.is_bound = case.is_bound or is_bound(referral)
    case.save(update_fields=["disposal_due_on", "is_bound"])


def _keep(case: Case, referral: Referral, *, kind: str, by: Hat, at: dt.datetime) -> Incident:
    came_with = referral.came_with
    told = {
        "referral": referral,
        "told_by": referral.sender,
        "told_at": referral.received_at,
        "account": came_with.account,
    }
    return keep_incident(case, kind=kind, happened_on=came_with.happened_on, told=told, by=by, at=at)


def _joined(referral: Referral, *, by: Hat) -> ReferralJoined:
    return ReferralJoined(
        referral_id=referral.pk,
        provider_agency_id=referral.provider_agency_id,
        joined_by_id=by.worker_id,
    )
