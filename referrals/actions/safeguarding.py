"""Referrals to children's and adult services: that one was made, and what came of it.

The telling itself is done by telephone or on their form. What is kept here is that somebody did it, and that
nobody rests before they say that they have it.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.scheduled import later
from chrysalis.workflow import NotNow
from chrysalis.working_days import add_working_days
from referrals.actions.binding import going
from referrals.actions.chasing import say_what_is_due
from referrals.actions.moving import case_waits
from referrals.models import Case, SafeguardingReferral


REFERRED = word(
    "safeguarding.referred",
    Side.CHANGE,
    "disclosure",
    "told children's or adult services of somebody at risk",
)
ANSWERED = word(
    "safeguarding.answered", Side.CHANGE, "alteration", "recorded what came of a safeguarding referral"
)


# What falls due, in `handlers.py`.
CHASE, SETTLE = "referrals.chase_safeguarding", "referrals.settle_safeguarding"


@transaction.atomic
def refer(case: Case, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> SafeguardingReferral:
    """Keep that it was made, and by when its receipt is chased: so many working days after, as the scheme
    says. Raises CaseIsOver."""
    case = going(case)
    days, nation = case.scheme.acknowledgement_working_days, case.provider_agency.nation
    made = SafeguardingReferral.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        due_at=add_working_days(values["made_at"], days, nation=nation),
        by_id=by.worker_id,
        at=at,
        **values,
    )
    record(REFERRED, by=by, at=at, subjects=[case.pk, case.client_id])
    later(CHASE, due_at=made.due_at, by=by, referral_id=made.pk)
    say_what_is_due(case, by=by, at=at)
    return made


@transaction.atomic
def answer(case: Case, referral_id: UUID, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> None:
    """That they have it, or what came of it; what was said before stays. Raises workflow.NotNow, and
    CaseIsOver."""
    case = going(case)
    waits = SafeguardingReferral.objects.filter(pk=referral_id, case=case, outcome="")
    if "acknowledged_at" in values:
        waits = waits.filter(acknowledged_at__isnull=True)
    if not waits.update(**values):
        raise NotNow("Somebody has recorded this already.")
    record(ANSWERED, by=by, at=at, subjects=[case.pk, case.client_id])
    if not case_waits(case):
        later(SETTLE, due_at=at, by=by, case_id=case.pk, worker_id=by.worker_id)
    say_what_is_due(case, by=by, at=at)
