"""The grade of a survivor: its review, and the second person it waits for."""

import datetime as dt
from uuid import UUID

from chrysalis.access.roles import LinkWorker
from chrysalis.events.scheduled import due
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.recipients import Recipient
from chrysalis.working_days import in_london
from partners import notices
from partners.actions.judging import ASK, REVIEW, SETTLE
from partners.reviews import grade_of_survivor


@due(REVIEW)
def review_grade(*, survivor_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    """On the day of the review, to whoever supports the survivor by then. Nothing where it was reviewed
    earlier."""
    graded = grade_of_survivor(survivor_id)
    if graded is None or graded.review_on is None or graded.review_on > in_london(at).date():
        return
    to = Recipient(graded.agency_id, LinkWorker.slug, graded.worker_id)
    raise_notice(notices.GRADE_REVIEW, to=to, subject=survivor_id, at=at, event=grade_id)


@due(ASK)
def ask_for_second(*, survivor_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    graded = grade_of_survivor(survivor_id)
    if graded:
        to = Recipient(graded.agency_id, LinkWorker.slug)
        raise_notice(notices.GRADE_WAITS, to=to, subject=survivor_id, at=at, event=grade_id)


@due(SETTLE)
def settle_grade(*, survivor_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    for kind in (notices.GRADE_REVIEW, notices.GRADE_WAITS):
        settle_notices(kind, subject=survivor_id, by=worker_id, at=at)
