"""What this side hears: that a referral came in, and that somebody took it; and what falls due of a grade."""

import datetime as dt
from uuid import UUID

from chrysalis.access.roles import Caseworker, SafeguardingLead
from chrysalis.events.hearing import hears
from chrysalis.events.scheduled import due
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.recipients import Recipient
from chrysalis.working_days import in_london
from referrals import notices
from referrals.actions.judging import ASK, REVIEW, SETTLE
from referrals.events import CaseOpened, ReferralSubmitted
from referrals.reviews import grade_of_case


@hears(ReferralSubmitted, owner=lambda event: event.provider_agency_id)
def tell_provider(event: ReferralSubmitted, *, at: dt.datetime) -> None:
    """SAFETY: of what is restricted only the leads are told: among the caseworkers may be the one from
    whom it is hidden."""
    role, kind = Caseworker, notices.SUBMITTED
    if event.is_restricted:
        role, kind = SafeguardingLead, notices.SUBMITTED_RESTRICTED
    to = Recipient(event.provider_agency_id, role.slug)
    raise_notice(kind, to=to, subject=event.referral_id, at=at, event=event.key)


@hears(CaseOpened, owner=lambda event: event.provider_agency_id)
def settle_referral(event: CaseOpened, *, at: dt.datetime) -> None:
    for kind in (notices.SUBMITTED, notices.SUBMITTED_RESTRICTED):
        settle_notices(kind, subject=event.referral_id, by=event.opened_by_id, at=at)


@due(REVIEW)
def review_grade(*, case_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    """On the day of the review, to whoever holds the case by then. Nothing where it was reviewed earlier."""
    graded = grade_of_case(case_id)
    if graded is None or graded.review_on is None or graded.review_on > in_london(at).date():
        return
    to = Recipient(graded.agency_id, Caseworker.slug, graded.worker_id)
    raise_notice(notices.GRADE_REVIEW, to=to, subject=case_id, at=at, event=grade_id)


@due(ASK)
def ask_for_second(*, case_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    """SAFETY: of what is restricted nobody is told: among the caseworkers may be the one from whom it is
    hidden. The page says to those named that it waits, and until then the higher grade holds."""
    graded = grade_of_case(case_id)
    if graded is None or graded.is_restricted:
        return
    to = Recipient(graded.agency_id, Caseworker.slug)
    raise_notice(notices.GRADE_WAITS, to=to, subject=case_id, at=at, event=grade_id)


@due(SETTLE)
def settle_grade(*, case_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    for kind in (notices.GRADE_REVIEW, notices.GRADE_WAITS):
        settle_notices(kind, subject=case_id, by=worker_id, at=at)
