"""What this side hears: that a referral came in, and that somebody took it."""

import datetime as dt

from chrysalis.access.roles import Caseworker, SafeguardingLead
from chrysalis.events.hearing import hears
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.recipients import Recipient
from referrals import notices
from referrals.events import CaseOpened, ReferralSubmitted


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
