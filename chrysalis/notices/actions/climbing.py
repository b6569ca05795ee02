"""What nobody answered in time climbs: to the manager of that side, then to the lead, then to the agency's
administrator, who learns that something waits and nothing about it. Each step once, and logged.

Whoever it climbed to has until the end of the kind's own time again. An answer anywhere in the thread,
by a colleague who covers or by the manager, ends the climb.
"""

import datetime as dt
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.roles import AgencyAdministrator
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.scheduled import due
from chrysalis.notices.actions.raising import CLIMB, copy_of, publish, raise_notice
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.models import NOTICES, Notice
from chrysalis.notices.offices import office_of
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import in_london


CLIMBED = {
    Side.CHANGE: word("notice.climbed", Side.CHANGE, "disclosure", "told the next in line of a notice"),
    Side.SAFETY: word(
        "safety-notice.climbed", Side.SAFETY, "disclosure", "told the next in line of a notice"
    ),
    Side.NEITHER: word(
        "account-notice.climbed", Side.NEITHER, "account", "told the next in line of a notice"
    ),
}
UNANSWERED = KINDS.add(
    NoticeKind(
        "unanswered",
        Side.NEITHER,
        "A notice is unanswered, and nobody is left to tell",
        "Somebody in your agency did not answer a notice in time, and nobody above them has a place. "
        "Find out who is at work and ask them to open their notices.",
        due=Within(hours=8),
    )
)


@due(CLIMB)
def climb(*, side: Side, notice_id: UUID, at: dt.datetime) -> None:
    """Runs when a notice is due, as the courier. Nothing happens where it was answered."""
    notice = NOTICES[side]._default_manager.filter(pk=notice_id).first()
    if notice is None or _is_answered(notice):
        return
    above = _next_up(notice, on=in_london(at).date())
    if above:
        _tell(notice, above, at=at)
    elif notice.role_slug != AgencyAdministrator.slug:
        _tell_administrator(notice, at=at)


def _is_answered(notice: Notice) -> bool:
    thread = type(notice)._default_manager.filter(thread_id=notice.thread_id)
    return thread.filter(acknowledged_at__isnull=False).exists()


def _next_up(notice: Notice, *, on: dt.date) -> Recipient | None:
    """The next in line who is there at all: a step without anybody in it is passed over."""
    above = notice.recipient.next_up
    while above and not readers(above, on=on):
        above = above.next_up
    return above


def _tell(notice: Notice, above: Recipient, *, at: dt.datetime) -> None:
    due_at = notice.kind.due.after(at, office_of(above.agency_id))
    publish(copy_of(notice, above, raised_at=at, due_at=due_at, level=notice.level + 1), at=at)
    record(
        CLIMBED[notice.kind.side],
        by=None,
        at=at,
        subjects=[notice.pk],
        recipient_id=above.agency_id,
        reason=above.role_slug,
    )


def _tell_administrator(notice: Notice, *, at: dt.datetime) -> None:
    """SAFETY: with a subject of its own, so that not even a key of the case reaches somebody who may see
    no case, and no word of which side it was."""
    raise_notice(
        UNANSWERED, to=notice.recipient.administrator, subject=notice.agency_id, at=at, event=notice.pk
    )
    record(CLIMBED[Side.NEITHER], by=None, at=at, subjects=[notice.agency_id], recipient_id=notice.agency_id)
