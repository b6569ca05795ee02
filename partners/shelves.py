"""The documents of this side, as the worker checks them; and who hears of one that was not taken.

SAFETY: whoever sent one is told nothing. A notice on the other side would say that there was a document here.
"""

import datetime as dt

from chrysalis.access.barriers import Side
from chrysalis.access.roles import AgencyAdministrator, LinkWorker
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
from partners import queries
from partners.events import SlipDocumentRefused
from partners.models import SlipDocument


NOT_TAKEN = KINDS.add(
    NoticeKind(
        "slip-document-refused",
        Side.SAFETY,
        "A document that came with a slip could not be taken",
        "Nobody could open it, and whoever sent it is not told. The slip says why: ask them for it yourself, "
        "if that is safe.",
        due=WorkingDays(1),
        url="partners:slip",
        link="Read the slip",
        found_in=queries.slips,
    )
)


def _tell(refused: Attachment, why: Why, at: dt.datetime) -> None:
    event = SlipDocumentRefused(
        slip_id=refused.slip_id,  # type: ignore[attr-defined]
        receiving_agency_id=refused.receiving_agency_id,  # type: ignore[attr-defined]
        is_infected=why is Why.INFECTED,
    )
    announce(event, by=None, at=at)


SHELVES.add(Shelf(SlipDocument, _tell))


@hears(SlipDocumentRefused, owner=lambda event: event.receiving_agency_id)
def tell_of_refused_document(event: SlipDocumentRefused, *, at: dt.datetime) -> None:
    to = Recipient(event.receiving_agency_id, LinkWorker.slug)
    raise_notice(NOT_TAKEN, to=to, subject=event.slip_id, at=at, event=event.key)


@hears(SlipDocumentRefused, owner=lambda event: event.receiving_agency_id)
def tell_administrators_of_support(event: SlipDocumentRefused, *, at: dt.datetime) -> None:
    if event.is_infected:
        to = Recipient(event.receiving_agency_id, AgencyAdministrator.slug)
        raise_notice(VIRUS, to=to, subject=event.slip_id, at=at, event=event.key)
