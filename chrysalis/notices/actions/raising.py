"""Raising a notice: a row for whoever is told, one more for the colleague who covers, and what follows.

SAFETY: this does not become the courier, it has to be one already: only what runs after the commit, in
the worker, may tell somebody across the wall. Called from a page, the database refuses it.
"""

import datetime as dt
import uuid
from uuid import UUID

from chrysalis.events.scheduled import later
from chrysalis.notices.actions.writing import write_to
from chrysalis.notices.kinds import NoticeKind
from chrysalis.notices.models import NOTICES, Notice
from chrysalis.notices.offices import cover_for, office_of
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import in_london


CLIMB = "notices.climb"  # what is done when a notice falls due: `climbing.py`
NAMESPACE = uuid.UUID("0b9f6b1e-54a1-4d0f-8f4f-6a4a6d1f6a11")


def raise_notice(
    kind: NoticeKind,
    *,
    to: Recipient,
    subject: UUID,
    at: dt.datetime,
    event: UUID | None = None,
    due: dt.datetime | None = None,
) -> Notice:
    """Tell a role, or one worker in it. Told again of the same event, by its key, it is the same notice."""
    to = _somebody_there(to, on=in_london(at).date())
    due_at = due or kind.due.after(at, office_of(to.agency_id))
    notice = _notice(kind, to, subject, at=at, due_at=due_at)
    if event:
        notice.pk = notice.thread_id = _key(event, kind, to)
    return publish(notice, at=at)


def publish(notice: Notice, *, at: dt.datetime) -> Notice:
    """Put a notice, and a copy for whoever covers, into the inboxes; once, however often it is called."""
    there = type(notice)._default_manager.filter(pk=notice.pk).first()
    if there:
        return there
    for copy in [notice, *_for_cover(notice, on=in_london(at).date())]:
        type(notice)._default_manager.bulk_create([copy], ignore_conflicts=True)
        write_to(copy, at=at)
    later(CLIMB, due_at=notice.due_at, side=notice.kind.side, notice_id=notice.pk)
    return notice


def _somebody_there(to: Recipient, *, on: dt.date) -> Recipient:
    """SAFETY: whoever has left reads nothing, and until it is overdue nobody would know: then everybody in
    the role is told, at once."""
    return to if readers(to, on=on) else to.everybody


def _notice(
    kind: NoticeKind, to: Recipient, subject: UUID, *, at: dt.datetime, due_at: dt.datetime
) -> Notice:
    notice = NOTICES[kind.side](
        kind_slug=kind.slug,
        agency_id=to.agency_id,
        role_slug=to.role_slug,
        worker_id=to.worker_id,
        subject_id=subject,
        raised_at=at,
        due_at=due_at,
    )
    notice.thread_id = notice.pk
    return notice


def _for_cover(notice: Notice, *, on: dt.date) -> list[Notice]:
    """To the colleague who covers today, and not instead: whoever is away may look in."""
    cover = cover_for(notice.recipient, on=on)
    if cover is None:
        return []
    return [copy_of(notice, notice.recipient.instead(cover), covers_for_id=notice.worker_id)]


def copy_of(notice: Notice, to: Recipient, **values: object) -> Notice:
    """The same thing told to somebody else, in one thread. The same copy twice has the same key."""
    copied = type(notice)(
        kind_slug=notice.kind_slug,
        agency_id=to.agency_id,
        role_slug=to.role_slug,
        worker_id=to.worker_id,
        subject_id=notice.subject_id,
        thread_id=notice.thread_id,
        **{"raised_at": notice.raised_at, "due_at": notice.due_at, "level": notice.level} | values,
    )
    copied.pk = _key(notice.pk, notice.kind, to)
    return copied


def _key(event: UUID, kind: NoticeKind, to: Recipient) -> UUID:
    return uuid.uuid5(NAMESPACE, f"{event}/{kind.slug}/{to.agency_id}/{to.role_slug}/{to.worker_id}")
