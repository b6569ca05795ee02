"""What this side announces itself: slips, links, news that was answered, tracings that ended."""

import datetime as dt

from chrysalis.access.roles import LinkWorker, PartnerSupportManager
from chrysalis.events.hearing import hears
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.kinds import KINDS
from chrysalis.notices.recipients import Recipient
from partners import notices
from partners.definers import supporters_told_with
from partners.events import NewsAnswered, SlipFiled, SlipSealed, SurvivorLinked, TracingEnded
from partners.handlers.telling import tell_of_before, tell_of_referral_once
from partners.models import News


@hears(SlipSealed, owner=lambda event: event.receiving_agency_id)
def tell_link_workers(event: SlipSealed, *, at: dt.datetime) -> None:
    to = Recipient(event.receiving_agency_id, LinkWorker.slug)
    raise_notice(notices.SLIP, to=to, subject=event.slip_id, at=at, event=event.key)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def settle_slip(event: SlipFiled, *, at: dt.datetime) -> None:
    for kind in (notices.SLIP, *notices.SLIP_SOONER):
        settle_notices(kind, subject=event.slip_id, by=event.filed_by_id, at=at)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def tell_of_referral_with_slip(event: SlipFiled, *, at: dt.datetime) -> None:
    tell_of_referral_once(event.slip_id, at=at)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def tell_of_before_filing(event: SlipFiled, *, at: dt.datetime) -> None:
    """The slip may have waited while the person it came with was taken on, or left custody."""
    for found in supporters_told_with(event.slip_id):
        if found.client_id:
            tell_of_before(found.survivor_id, found.client_id, at=at)


@hears(SurvivorLinked, owner=lambda event: event.agency_id, line="clients")
def tell_of_before_linking(event: SurvivorLinked, *, at: dt.datetime) -> None:
    tell_of_before(event.survivor_id, event.client_id, at=at)


@hears(NewsAnswered, owner=lambda event: event.agency_id)
def settle_news(event: NewsAnswered, *, at: dt.datetime) -> None:
    kind = KINDS[News.objects.values_list("kind_slug", flat=True).get(pk=event.news_id)]
    settle_notices(kind, subject=event.news_id, by=event.answered_by_id, at=at)


@hears(NewsAnswered, owner=lambda event: event.agency_id)
def tell_of_way_not_known(event: NewsAnswered, *, at: dt.datetime) -> None:
    if not event.by_safe_way:
        to = Recipient(event.agency_id, PartnerSupportManager.slug)
        raise_notice(notices.NO_SAFE_WAY, to=to, subject=event.news_id, at=at, event=event.key)


@hears(TracingEnded, owner=lambda event: event.agency_id)
def settle_tracing(event: TracingEnded, *, at: dt.datetime) -> None:
    for kind in (notices.TO_TRACE, *notices.TRACE_SOONER):
        settle_notices(kind, subject=event.tracing_id, by=event.ended_by_id, at=at)
