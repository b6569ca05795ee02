"""What this side hears: of what it announces itself, and of what happens to a client it is linked to.

SAFETY: all of it runs in the worker, as the courier, after the commit. Nothing of it, not even that it
failed, can be seen by whoever caused it.
"""

import datetime as dt
from uuid import UUID, uuid5

from chrysalis.access.context import as_the_service
from chrysalis.access.roles import LinkWorker
from chrysalis.agencies.models import Scheme
from chrysalis.events.hearing import hears
from chrysalis.events.scheduled import due
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.kinds import NoticeKind
from chrysalis.notices.recipients import Recipient
from chrysalis.working_days import in_london
from partners import notices
from partners.actions.judging import ASK, REVIEW, SETTLE
from partners.definers import supporters_of
from partners.events import SlipFiled, SlipSealed
from partners.queries import service_for
from partners.reviews import grade_of_survivor
from referrals.events import CaseOpened, PersonReached


@hears(SlipSealed, owner=lambda event: event.receiving_agency_id)
def tell_link_workers(event: SlipSealed, *, at: dt.datetime) -> None:
    to = Recipient(event.receiving_agency_id, LinkWorker.slug)
    raise_notice(notices.SLIP, to=to, subject=event.slip_id, at=at, event=event.key)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def settle_slip(event: SlipFiled, *, at: dt.datetime) -> None:
    settle_notices(notices.SLIP, subject=event.slip_id, by=event.filed_by_id, at=at)


def _support_in(event: CaseOpened | PersonReached) -> UUID | None:
    with as_the_service():
        service = service_for(Scheme.objects.get(pk=event.scheme_id))
    return service.pk if service else None


@hears(CaseOpened, owner=_support_in, line="clients")
def tell_of_case(event: CaseOpened, *, at: dt.datetime) -> None:
    _tell_supporters(notices.TAKEN_ON, event, at=at)


@hears(PersonReached, owner=_support_in, line="clients")
def tell_of_contact(event: PersonReached, *, at: dt.datetime) -> None:
    _tell_supporters(notices.REACHED, event, at=at)


def _tell_supporters(kind: NoticeKind, event: CaseOpened | PersonReached, *, at: dt.datetime) -> None:
    """The link worker of each survivor linked to the client; of each survivor a notice of its own, since
    two survivors of one person never learn of each other."""
    for found in supporters_of(event.client_id):
        to = Recipient(found.agency_id, LinkWorker.slug, found.worker_id)
        raise_notice(
            kind, to=to, subject=found.survivor_id, at=at, event=_about(event.key, found.survivor_id)
        )


def _about(event: UUID, survivor_id: UUID) -> UUID:
    """One worker may support two survivors of one person, and hears of each."""
    return uuid5(event, str(survivor_id))


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
