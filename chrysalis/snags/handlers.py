"""Somebody is told that the service gave something up: whoever manages the side that it was for."""

import datetime as dt

from chrysalis.access.barriers import Side
from chrysalis.access.roles import AgencyAdministrator, PartnerSupportManager, Role, ServiceManager
from chrysalis.events import queries
from chrysalis.events.actions.snags import SnagFound
from chrysalis.events.hearing import hears
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.recipients import Recipient


OWNERS: dict[Side, type[Role]] = {
    Side.CHANGE: ServiceManager,
    Side.SAFETY: PartnerSupportManager,
    Side.NEITHER: AgencyAdministrator,
}


def _kind(side: Side) -> NoticeKind:
    return KINDS.add(
        NoticeKind(
            f"{side}-snag",
            side,
            "Something was not passed on",
            "The service tried several times and gave up. See what it was, tell people yourself if it cannot "
            "wait, and have it tried again.",
            due=Within(hours=1),
            is_urgent=True,
            url="snags:snag",
            link="See what it was",
            found_in=queries.snags,
        )
    )


SNAG = {side: _kind(side) for side in OWNERS}


@hears(SnagFound, owner=lambda event: event.agency_id)
def tell_owner(event: SnagFound, *, at: dt.datetime) -> None:
    to = Recipient(event.agency_id, OWNERS[event.whose].slug)
    raise_notice(SNAG[event.whose], to=to, subject=event.snag_id, at=at, event=event.key)
