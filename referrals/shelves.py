"""The documents of this side, as the worker checks them; and who hears of one that was not taken."""

import datetime as dt
from collections.abc import Callable

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_the_service
from chrysalis.access.roles import AgencyAdministrator
from chrysalis.agencies.models import Membership
from chrysalis.attachments.models import Attachment
from chrysalis.attachments.notices import VIRUS
from chrysalis.attachments.refusals import Why
from chrysalis.attachments.shelves import SHELVES, Shelf
from chrysalis.events.announcing import announce
from chrysalis.events.hearing import hears
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.due import WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.recipients import Recipient
from referrals.events import DocumentRefused
from referrals.models import CaseDocument, ReferralDocument


NOT_TAKEN = KINDS.add(
    NoticeKind(
        "document-refused",
        Side.CHANGE,
        "A document that you sent could not be taken",
        "It was locked, damaged, or could act by itself. Nobody could open it. If it matters, save it anew "
        "as a PDF and send it to the service again.",
        due=WorkingDays(1),
    )
)
INFECTED = KINDS.add(
    NoticeKind(
        "document-infected",
        Side.CHANGE,
        "A document that you sent holds a virus",
        "It was deleted, and nobody could open it. Tell whoever looks after your computer.",
        due=WorkingDays(1),
    )
)


def _tell(agency_column: str) -> Callable[[Attachment, Why, dt.datetime], None]:
    def tell(refused: Attachment, why: Why, at: dt.datetime) -> None:
        event = DocumentRefused(
            document_id=refused.pk,
            membership_id=refused.membership_id,  # type: ignore[attr-defined]
            agency_id=getattr(refused, agency_column),
            is_infected=why is Why.INFECTED,
        )
        announce(event, by=None, at=at)

    return tell


SHELVES.add(Shelf(ReferralDocument, _tell("agency_id")))
SHELVES.add(Shelf(CaseDocument, _tell("provider_agency_id")))


@hears(DocumentRefused, owner=lambda event: event.agency_id)
def tell_whoever_sent(event: DocumentRefused, *, at: dt.datetime) -> None:
    with as_the_service():
        place = Membership.objects.get(pk=event.membership_id)
    to = Recipient(place.agency_id, place.role_slug, place.worker_id)
    kind = INFECTED if event.is_infected else NOT_TAKEN
    raise_notice(kind, to=to, subject=event.document_id, at=at, event=event.key)


@hears(DocumentRefused, owner=lambda event: event.agency_id)
def tell_administrators(event: DocumentRefused, *, at: dt.datetime) -> None:
    """Of a virus: at whose desk it was, and of nobody it was about."""
    if event.is_infected:
        to = Recipient(event.agency_id, AgencyAdministrator.slug)
        raise_notice(VIRUS, to=to, subject=event.document_id, at=at, event=event.key)
