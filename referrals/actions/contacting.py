"""Making contact: every attempt is recorded, and the case says what is due next."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.working_days import add_working_days
from referrals.actions.restricting import copy_to_lists
from referrals.events import PersonReached
from referrals.models import Case, CaseState, ContactAttempt, Step
from referrals.workflow import CASE


CONTACTED = word("case.contacted", Side.CHANGE, "collection", "recorded an attempt to reach the person")
REACHED = word("case.reached", Side.CHANGE, "alteration", "reached the person: the case waits for assessment")

TRY_AGAIN = "Try to reach the person again"
ARRANGE_ASSESSMENT = "Arrange the assessment"


@transaction.atomic
def record_contact(
    case: Case, *, channel: str, outcome: str, account: str, made_at: dt.datetime, by: Hat, at: dt.datetime
) -> ContactAttempt:
    """Record an attempt. Reaching the person for the first time moves the case on to assessment."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("scheme", "provider_agency")
        .get(pk=case.pk)
    )
    attempt = ContactAttempt.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        channel=channel,
        outcome=outcome,
        account=account,
        made_at=made_at,
        by_id=by.worker_id,
        recorded_at=at,
    )
    record(CONTACTED, by=by, at=at, subjects=[case.pk, case.client_id])
    if outcome == ContactAttempt.Outcome.REACHED and case.state == CaseState.CONTACTING:
        _reach(case, by=by, at=at)
    elif case.state == CaseState.CONTACTING:
        _due(case, TRY_AGAIN, 1, at=at)
    return attempt


def _reach(case: Case, *, by: Hat, at: dt.datetime) -> None:
    transition = CASE.check(case, "reach", by=by)
    Step.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        transition=transition.name,
        source=case.state,
        target=transition.target,
        by_id=by.worker_id,
        at=at,
    )
    record(transition.audit, by=by, at=at, subjects=[case.pk, case.client_id])
    case.state = transition.target
    _due(case, ARRANGE_ASSESSMENT, case.scheme.assessment_working_days, at=at)
    announce(_reached(case), by=by, at=at)


def _reached(case: Case) -> PersonReached:
    return PersonReached(
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
    )


def _due(case: Case, what: str, days: int, *, at: dt.datetime) -> None:
    """Say what is due next, and by when."""
    due_at = add_working_days(at, days, nation=case.provider_agency.nation)
    Case.objects.filter(pk=case.pk).update(
        state=case.state, next_action=what, next_due_at=due_at, version=F("version") + 1
    )
    if case.is_restricted:
        copy_to_lists(case, what=what, due_at=due_at)
