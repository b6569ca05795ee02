"""What falls due on this side, and whom it tells: in the worker, as the courier, after the commit."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid5

from chrysalis.access.roles import Caseworker, SafeguardingLead, ServiceManager
from chrysalis.events.hearing import hears
from chrysalis.events.scheduled import due
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.recipients import Recipient
from interventions import notices
from interventions.actions.marking import CONTACT_TODAY, REVIEW_OVERDUE
from interventions.actions.noting import TELL_OF_CONCERN
from interventions.definers import caseworker_of, caseworker_with_disposal
from interventions.events import Ending, ProgrammeEnded
from interventions.models import Review


def _provider(facts: dict[str, Any]) -> UUID:
    found: UUID = facts["provider_agency_id"]
    return found


@due(TELL_OF_CONCERN, owner=_provider)
def tell_of_concern(*, concern_id: UUID, case_id: UUID, provider_agency_id: UUID, at: dt.datetime) -> None:
    """The safeguarding leads and the caseworker at once; where nobody holds the case, or it is
    restricted, the leads alone."""
    leads = Recipient(provider_agency_id, SafeguardingLead.slug)
    raise_notice(notices.CONCERN, to=leads, subject=concern_id, at=at, event=concern_id)
    holder = caseworker_of(case_id)
    if holder:
        to = Recipient(provider_agency_id, Caseworker.slug, holder)
        raise_notice(notices.CONCERN, to=to, subject=concern_id, at=at, event=concern_id)


@due(CONTACT_TODAY, owner=_provider)
def have_contacted(*, case_id: UUID, provider_agency_id: UUID, at: dt.datetime) -> None:
    """Once a case and day, be two facilitators ever so quick."""
    holder = caseworker_of(case_id)
    if holder is None:
        return
    to, once = Recipient(provider_agency_id, Caseworker.slug, holder), uuid5(case_id, f"{at:%Y-%m-%d}")
    raise_notice(notices.MISSED, to=to, subject=case_id, at=at, event=once)


@due(REVIEW_OVERDUE, owner=_provider)
def tell_of_review(*, review_id: UUID, provider_agency_id: UUID, at: dt.datetime) -> None:
    """The place stays paused: that it ends is a person's decision, and never a clock's."""
    if not Review.objects.filter(pk=review_id, decided_at__isnull=True).exists():
        return
    to = Recipient(provider_agency_id, ServiceManager.slug)
    raise_notice(notices.REVIEW_OVERDUE, to=to, subject=review_id, at=at, event=review_id)


@hears(ProgrammeEnded, owner=lambda event: event.provider_agency_id)
def ask_for_outcome(event: ProgrammeEnded, *, at: dt.datetime) -> None:
    """Of a disposal: a breach told late may be too late for police to do anything about."""
    holder = caseworker_with_disposal(event.case_id)
    if holder is None or event.ending is Ending.HANDED_OVER:
        return
    to = Recipient(event.provider_agency_id, Caseworker.slug, holder)
    raise_notice(notices.OUTCOME_WAITS, to=to, subject=event.case_id, at=at, event=event.key)
