"""Orders, bail and licences that bind a person: recorded, varied and ended, each with a reason."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.workflow import NotNow
from referrals.actions.chasing import say_what_is_due
from referrals.actions.moving import lock
from referrals.actions.releasing import CaseIsOver
from referrals.models import OVER, Case, Obligation, Order


RECORDED = word("order.recorded", Side.CHANGE, "collection", "recorded an order on a case")
CHANGED = word("order.changed", Side.CHANGE, "alteration", "recorded that an order was varied or ended")
TOLD = "As police told it with the referral"


@transaction.atomic
def record_order(
    case: Case,
    *,
    kind: str,
    authority: str,
    made_on: dt.date | None,
    ends_on: dt.date | None,
    conditions: str,
    by: Hat,
    at: dt.datetime,
) -> Order:
    """Keep an order, in general words; what is due says when it ends. Raises CaseIsOver."""
    case = going(case)
    order = Order.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        kind=kind,
        authority=authority,
        made_on=made_on,
        ends_on=ends_on,
        conditions=conditions,
        by_id=by.worker_id,
        at=at,
    )
    record(RECORDED, by=by, at=at, subjects=[case.pk, case.client_id])
    say_what_is_due(case, by=by, at=at)
    return order


@transaction.atomic
def change_order(
    case: Case,
    which: Order | Obligation,
    *,
    ending: str,
    ended_on: dt.date,
    because: str,
    ends_on: dt.date | None = None,
    conditions: str = "",
    by: Hat,
    at: dt.datetime,
) -> Order:
    """Say how an order ended; where a court varied it, `ends_on` and `conditions` are of what holds from then
    on, which is given back. Raises workflow.NotNow, and CaseIsOver."""
    case = going(case)
    before = which if isinstance(which, Order) else _take_up(case, which, by=by, at=at)
    said = {"ending": ending, "ended_on": ended_on, "ended_because": because, "ended_by_id": by.worker_id}
    if not Order.objects.filter(pk=before.pk, case=case, ending="").update(**said):
        raise NotNow("Somebody has recorded already that this changed.")
    holds = before
    if ending == Order.Ending.VARIED:
        holds = Order.objects.create(
            case=case,
            provider_agency_id=case.provider_agency_id,
            kind=before.kind,
            authority=before.authority,
            made_on=ended_on,
            ends_on=ends_on,
            conditions=conditions or before.conditions,
            varies=before,
            by_id=by.worker_id,
            at=at,
        )
    record(CHANGED, by=by, at=at, subjects=[case.pk, case.client_id])
    say_what_is_due(case, by=by, at=at)
    return holds


def _take_up(case: Case, told: Obligation, *, by: Hat, at: dt.datetime) -> Order:
    """What came with the referral stays there as it was sent; what becomes of it is recorded here."""
    if Order.objects.filter(obligation=told).exists():
        raise NotNow("Somebody has recorded already that this changed.")
    return Order.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        kind=told.kind,
        authority=TOLD,
        ends_on=told.ends_on,
        conditions=told.words,
        obligation=told,
        by_id=by.worker_id,
        at=at,
    )


def going(case: Case) -> Case:
    """The case, locked. Raises CaseIsOver: nothing more falls due on one that is over."""
    case = lock(case)
    if case.state in OVER:
        raise CaseIsOver("This case is over. A note can still be written.")
    return case
