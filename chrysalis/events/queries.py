"""What may be read of the outbox: the own snags; and for the operator, how much waits and since when."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, QuerySet

from chrysalis.access.context import as_system
from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.events.models import SNAGS, Announcement, Errand, Snag


A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Backlog:
    """Counts and a moment: nothing of anybody."""

    waiting: int  # announcements not handed out yet, and errands that are due
    since: dt.datetime | None  # when the oldest of them should have been done
    given_up: int  # errands that ended without being done
    unowned: int  # of those, the ones of this week for which nobody could be found to mend them


def snags(hat: Hat) -> QuerySet[Snag]:
    """What the service gave up doing and the own agency sees to, on the own side."""
    return visible(hat, SNAGS[hat.side]._default_manager.filter(agency_id=hat.agency_id))


def backlog(*, at: dt.datetime) -> Backlog:
    with as_system("courier"):
        announced = Announcement.objects.filter(fanned_out_at=None)
        due = Errand.objects.filter(state=Errand.State.WAITING, due_at__lte=at)
        moments = [
            announced.aggregate(oldest=Min("announced_at"))["oldest"],
            due.filter(announcement__isnull=False).aggregate(oldest=Min("made_at"))["oldest"],
            due.filter(announcement=None).aggregate(oldest=Min("due_at"))["oldest"],
        ]
        given_up = Errand.objects.filter(state=Errand.State.DEAD)
        return Backlog(
            waiting=announced.count() + due.count(),
            since=min((moment for moment in moments if moment), default=None),
            given_up=given_up.count(),
            unowned=given_up.filter(agency_id=None, ended_at__gte=at - A_WEEK).count(),
        )
