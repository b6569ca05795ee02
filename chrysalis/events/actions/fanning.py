"""From what was announced to what has to be done: one errand a handler."""

import datetime as dt

from django.db import connection

from chrysalis.access.context import as_system
from chrysalis.events.event import EVENTS
from chrysalis.events.hearing import Handler, listeners
from chrysalis.events.models import Announcement, Errand


COURIER = "courier"
AT_ONCE = 200


def fan_out(*, at: dt.datetime) -> int:
    """Make the errands of what waits, the oldest first; how many announcements that were.

    One worker at a time: were two to share them out, an errand could be seen before an earlier one about
    the same subject. What is announced in words that this version does not know waits for one that does.
    """
    with as_system(COURIER):
        if not _alone():
            return 0
        known = [event.slug for event in EVENTS]
        waiting = Announcement.objects.filter(fanned_out_at=None, event__in=known).order_by(
            "announced_at", "id"
        )
        found = list(waiting[:AT_ONCE])
        made = [_errand(each, handler) for each in found for handler in listeners(each.event)]
        Errand.objects.bulk_create(made)
        Announcement.objects.filter(pk__in=[each.pk for each in found]).update(fanned_out_at=at)
        return len(found)


def _errand(announcement: Announcement, handler: Handler) -> Errand:
    return Errand(
        handler=handler.slug,
        announcement=announcement,
        line=handler.line,
        subject_id=announcement.subject_id,
        agency_id=announcement.agency_id,
        made_at=announcement.announced_at,
        due_at=announcement.announced_at,
    )


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('fan out'))")
        return bool(cursor.fetchone()[0])
