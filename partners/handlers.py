"""What this side hears: of what it announces itself, and of what happens to a client it is linked to.

SAFETY: all of it runs in the worker, as the courier, after the commit. Nothing of it, not even that it
failed, can be seen by whoever caused it.
"""

import datetime as dt
from uuid import UUID, uuid5

from chrysalis.access.context import as_the_service
from chrysalis.access.roles import LinkWorker, PartnerSupportManager
from chrysalis.agencies.models import Scheme
from chrysalis.events.hearing import hears
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.kinds import NoticeKind
from chrysalis.notices.recipients import Recipient
from chrysalis.reports.events import DocumentWaits, ReturnedTooOften
from interventions.events import LetterAsked
from partners import notices
from partners.actions.releasing import check
from partners.definers import supporters_of
from partners.events import ReleaseDecided, SlipFiled, SlipSealed
from partners.queries import service_for
from referrals.events import CaseOpened, PersonReached


@hears(SlipSealed, owner=lambda event: event.receiving_agency_id)
def tell_link_workers(event: SlipSealed, *, at: dt.datetime) -> None:
    to = Recipient(event.receiving_agency_id, LinkWorker.slug)
    raise_notice(notices.SLIP, to=to, subject=event.slip_id, at=at, event=event.key)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def settle_slip(event: SlipFiled, *, at: dt.datetime) -> None:
    settle_notices(notices.SLIP, subject=event.slip_id, by=event.filed_by_id, at=at)


def _support_in(
    event: CaseOpened | PersonReached | LetterAsked | DocumentWaits | ReturnedTooOften,
) -> UUID | None:
    with as_the_service():
        service = service_for(Scheme.objects.get(pk=event.scheme_id))
    return service.pk if service else None


@hears(CaseOpened, owner=_support_in, line="clients")
def tell_of_case(event: CaseOpened, *, at: dt.datetime) -> None:
    _tell_supporters(notices.TAKEN_ON, event, at=at)


@hears(PersonReached, owner=_support_in, line="clients")
def tell_of_contact(event: PersonReached, *, at: dt.datetime) -> None:
    _tell_supporters(notices.REACHED, event, at=at)


def _tell_supporters(
    kind: NoticeKind, event: CaseOpened | PersonReached | LetterAsked, *, at: dt.datetime
) -> None:
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


@hears(LetterAsked, owner=_support_in, line="clients")
def tell_of_letter(event: LetterAsked, *, at: dt.datetime) -> None:
    _tell_supporters(notices.LETTER, event, at=at)


@hears(DocumentWaits, owner=_support_in)
def check_document(event: DocumentWaits, *, at: dt.datetime) -> None:
    """Looked at as soon as it is made, so that there is time to decide; the answer waits for its set time.
    When this fails for good, the document stays, and the managers here are told of a snag."""
    for waiting in check(event.run_id, event.scheme_id, at=at):
        if waiting.support_agency_id:
            to = Recipient(waiting.support_agency_id, PartnerSupportManager.slug)
            raise_notice(notices.DOCUMENT_WAITS, to=to, subject=waiting.pk, at=at, event=waiting.pk)


@hears(ReleaseDecided, owner=lambda event: event.agency_id)
def settle_release(event: ReleaseDecided, *, at: dt.datetime) -> None:
    settle_notices(notices.DOCUMENT_WAITS, subject=event.check_id, by=event.by_id, at=at)


@hears(ReturnedTooOften, owner=_support_in)
def tell_of_repeats(event: ReturnedTooOften, *, at: dt.datetime) -> None:
    service = _support_in(event)
    if service:
        to = Recipient(service, PartnerSupportManager.slug)
        raise_notice(notices.ASKED_AGAIN, to=to, subject=event.run_id, at=at, event=event.key)
