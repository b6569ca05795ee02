"""Making contact: every attempt is recorded, and the case says what is due next."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.working_days import add_working_days
from referrals.actions.chasing import say_what_is_due
from referrals.actions.moving import lock, set_next, take_step
from referrals.actions.releasing import due_after_release
from referrals.events import PersonReached
from referrals.models import Case, CaseState, ContactAttempt, Referral


CONTACTED = word("case.contacted", Side.CHANGE, "collection", "recorded an attempt to reach the person")
REACHED = word("case.reached", Side.CHANGE, "alteration", "reached the person: the case waits for assessment")

TRY_AGAIN = "Try to reach the person again"
ARRANGE_ASSESSMENT = "Arrange the assessment"
DECIDE = "Decide whether to close the case"


@transaction.atomic
def record_contact(
    case: Case, *, channel: str, outcome: str, account: str, made_at: dt.datetime, by: Hat, at: dt.datetime
) -> ContactAttempt:
    """Record an attempt. Speaking with the person for the first time moves the case on to assessment."""
    case = lock(case)
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
    if case.state == CaseState.CONTACTING and outcome in ContactAttempt.SPOKEN:
        what, due_at = _next_after(case, attempt, at)
        take_step(case, "reach", what=what, due_at=due_at, by=by, at=at)
        say_what_is_due(case, by=by, at=at)
        announce(_reached(case), by=by, at=at)
    elif case.state == CaseState.CONTACTING:
        set_next(case, TRY_AGAIN, _again(case, at))
    return attempt


def _again(case: Case, at: dt.datetime) -> dt.datetime:
    """SAFETY: who said that somebody may be hurt, themselves among them, is not left until tomorrow."""
    urgent = Referral.objects.filter(case=case, is_urgent=True)
    if case.came_by_themselves and urgent.exists():
        return at + dt.timedelta(hours=settings.URGENT_RETRY_HOURS)
    return _after(case, 1, at)


def _next_after(case: Case, attempt: ContactAttempt, at: dt.datetime) -> tuple[str, dt.datetime]:
    """Somebody met in custody is met again after release, where it is known when that is."""
    if attempt.outcome == ContactAttempt.Outcome.DECLINED:
        return DECIDE, _after(case, 1, at)
    if attempt.channel == ContactAttempt.Channel.IN_CUSTODY:
        soon = due_after_release(case, at=at)
        if soon:
            return soon
    return ARRANGE_ASSESSMENT, _after(case, case.scheme.assessment_working_days, at)


def _after(case: Case, days: int, at: dt.datetime) -> dt.datetime:
    return add_working_days(at, days, nation=case.provider_agency.nation)


def _reached(case: Case) -> PersonReached:
    return PersonReached(
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
    )
