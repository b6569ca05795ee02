"""Help beside the programme: that somebody was sent on for it, and what came back, until it is over."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.workflow import NotNow
from referrals.actions.binding import going
from referrals.actions.chasing import say_what_is_due
from referrals.models import Case, OnwardReferral


REFERRED = word("onward.referred", Side.CHANGE, "disclosure", "sent a person on to a service for other help")
ANSWERED = word("onward.answered", Side.CHANGE, "alteration", "recorded what came of sending a person on")


@transaction.atomic
def refer_on(case: Case, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> OnwardReferral:
    """Keep to whom and for what, and on which day it is asked after. Raises CaseIsOver."""
    case = going(case)
    held = {"case": case, "provider_agency_id": case.provider_agency_id, "by_id": by.worker_id, "at": at}
    made = OnwardReferral.objects.create(**held, **values)
    record(REFERRED, by=by, at=at, subjects=[case.pk, case.client_id])
    say_what_is_due(case, by=by, at=at)
    return made


@transaction.atomic
def answer_onward(case: Case, referral_id: UUID, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> None:
    """What they said, and when they are asked next; or how it ended. Raises workflow.NotNow and
    CaseIsOver."""
    case = going(case)
    if not OnwardReferral.objects.filter(pk=referral_id, case=case, outcome="").update(**values):
        raise NotNow("Somebody has recorded already how this ended.")
    record(ANSWERED, by=by, at=at, subjects=[case.pk, case.client_id])
    say_what_is_due(case, by=by, at=at)
