"""Recording when somebody leaves custody, and what police said when they were asked.

SAFETY: the hours after a release are among the most dangerous there are for whoever was harmed. What is
recorded here is announced at once; whether anybody hears of it, this side never learns.
"""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.working_days import add_working_days
from referrals.actions.chasing import say_what_is_due
from referrals.actions.moving import lock, set_next
from referrals.events import ReleaseRecorded, WereTold
from referrals.models import OVER, Case, CaseState, Release


RECORDED = word("release.recorded", Side.CHANGE, "collection", "recorded when a person leaves custody")
CONTACT = "Contact the person after release"
BEFORE_THAT = (CaseState.CONTACTING, CaseState.ASSESSMENT)


class CaseIsOver(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def record_release(
    case: Case, *, released_at: dt.datetime, is_certain: bool, police_told: str, by: Hat, at: dt.datetime
) -> Release:
    """Keep one more row, the newest of which holds, and tell it upwards. Raises CaseIsOver."""
    case = lock(case)
    if case.state in OVER:
        raise CaseIsOver("This case is over. Whoever works with the person now records the release.")
    release = _keep(
        case, released_at=released_at, is_certain=is_certain, police_told=police_told, by=by, at=at
    )
    if case.state in BEFORE_THAT:
        set_next(case, CONTACT, _due(case, released_at))
    say_what_is_due(case, by=by, at=at)
    return release


def keep_expected(case: Case, released_at: dt.datetime, *, by: Hat, at: dt.datetime) -> Release:
    """What the custody desk expected of somebody who is taken on, on the open case: a release like any other,
    told upwards as one. First contact stays what is next, and is due by then."""
    return _keep(
        case, released_at=released_at, is_certain=False, police_told=WereTold.NOT_KNOWN.value, by=by, at=at
    )


def _keep(
    case: Case, *, released_at: dt.datetime, is_certain: bool, police_told: str, by: Hat, at: dt.datetime
) -> Release:
    release = Release.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        released_at=released_at,
        is_certain=is_certain,
        police_told=police_told,
        by_id=by.worker_id,
        recorded_at=at,
    )
    record(RECORDED, by=by, at=at, subjects=[case.pk, case.client_id])
    announce(_recorded(case, release), by=by, at=at)
    return release


def due_after_release(case: Case, *, at: dt.datetime) -> tuple[str, dt.datetime] | None:
    """What is due where a release is still to come; None where none is known, or it has been."""
    latest = case.releases.first()
    if latest is None or latest.released_at <= at:
        return None
    return CONTACT, _due(case, latest.released_at)


def _due(case: Case, released_at: dt.datetime) -> dt.datetime:
    """As soon after release as after a referral: the scheme's own number of working days."""
    days = case.scheme.first_contact_working_days
    return add_working_days(released_at, days, nation=case.provider_agency.nation)


def _recorded(case: Case, release: Release) -> ReleaseRecorded:
    return ReleaseRecorded(
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
        released_at=release.released_at,
        were_told=WereTold(release.police_told),
        is_certain=release.is_certain,
    )
