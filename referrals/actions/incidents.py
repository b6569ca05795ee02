"""Something new of a person whose case is open: an incident, an arrest, a breach.

SAFETY: after each of them somebody may be in more danger than before. It is announced at once; whether
anybody hears of it, this side never learns. The grade is looked at again on the same day.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.working_days import in_london
from referrals.actions.chasing import say_what_is_due
from referrals.actions.judging import let_lapse
from referrals.actions.moving import lock
from referrals.actions.releasing import CaseIsOver
from referrals.events import Happened, IncidentRecorded
from referrals.models import OVER, Case, Incident


RECORDED = word("incident.recorded", Side.CHANGE, "collection", "recorded something new of a person")


@transaction.atomic
def record_incident(
    case: Case,
    *,
    kind: str,
    happened_on: dt.date | None,
    told_by: str,
    way: str,
    told_at: dt.datetime,
    account: str,
    by: Hat,
    at: dt.datetime,
) -> Incident:
    """Keep what somebody told a caseworker, on the open case. Raises CaseIsOver."""
    case = lock(case)
    if case.state in OVER:
        raise CaseIsOver("This case is over. Whoever works with the person now records it.")
    told = {"told_by": told_by, "way": way, "told_at": told_at, "account": account}
    return keep_incident(case, kind=kind, happened_on=happened_on, told=told, by=by, at=at)


def keep_incident(
    case: Case, *, kind: str, happened_on: dt.date | None, told: dict[str, Any], by: Hat, at: dt.datetime
) -> Incident:
    """On a case that is locked and open, however it came."""
    incident = Incident.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        kind=kind,
        happened_on=happened_on,
        by_id=by.worker_id,
        recorded_at=at,
        **told,
    )
    record(RECORDED, by=by, at=at, subjects=[case.pk, case.client_id])
    review_today(case, at=at)
    let_lapse(case, by=by, at=at)
    say_what_is_due(case, by=by, at=at)
    announce(_recorded(case, incident), by=by, at=at)
    return incident


def review_today(case: Case, *, at: dt.datetime) -> None:
    """A grade that nobody has set yet is asked for by the notice alone."""
    today = in_london(at).date()
    due_later = Case.objects.filter(pk=case.pk, grade_review_on__gt=today)
    due_later.update(grade_review_on=today, version=F("version") + 1)


def _recorded(case: Case, incident: Incident) -> IncidentRecorded:
    return IncidentRecorded(
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
        happened=Happened(incident.kind),
    )
