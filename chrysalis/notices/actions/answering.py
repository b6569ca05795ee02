"""Answering notices: somebody has read it and sees to it. Who answered, and when, is kept."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.notices import queries
from chrysalis.notices.models import Notice


WORDS = {Side.CHANGE: "notice", Side.SAFETY: "safety-notice", Side.NEITHER: "account-notice"}
ANSWERED = {
    side: word(f"{slug}.acknowledged", side, "account", "acknowledged a notice")
    for side, slug in WORDS.items()
}


@transaction.atomic
def acknowledge(keys: Iterable[UUID], *, by: Hat, at: dt.datetime) -> int:
    """Answer those of the notices that are the hat's and that nobody answered before; how many that were.
    What is answered where it leads to is let be, for whoever can open that."""
    found = queries.waiting(by).filter(pk__in=list(keys)).select_for_update(of=("self",))
    return _answer([notice.pk for notice in found if not _is_answered_there(notice, by)], by=by, at=at)


@transaction.atomic
def acknowledge_about(subject: UUID, *, by: Hat, at: dt.datetime) -> int:
    """Answer those of the hat's that are about a thing which somebody has just seen to."""
    found = queries.waiting(by).filter(subject_id=subject).select_for_update(of=("self",))
    return _answer([notice.pk for notice in found], by=by, at=at)


def _is_answered_there(notice: Notice, by: Hat) -> bool:
    return notice.kind.is_answered_there and notice.kind.shows(by, notice.subject_id)


def _answer(held: list[UUID], *, by: Hat, at: dt.datetime) -> int:
    if not held:
        return 0
    queries.notices(by).filter(pk__in=held).update(acknowledged_at=at, acknowledged_by_id=by.worker_id)
    record(ANSWERED[by.side], by=by, at=at, subjects=held)
    return len(held)
