"""Documents that may name somebody harmed."""

import datetime as dt

from chrysalis.access.roles import PartnerSupportManager
from chrysalis.events.hearing import hears
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.recipients import Recipient
from chrysalis.reports.events import DocumentWaits, ReturnedTooOften
from partners import notices
from partners.actions.releasing import check
from partners.events import ReleaseDecided
from partners.handlers.telling import support_in


@hears(DocumentWaits, owner=support_in)
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


@hears(ReturnedTooOften, owner=support_in)
def tell_of_repeats(event: ReturnedTooOften, *, at: dt.datetime) -> None:
    service = support_in(event)
    if service:
        to = Recipient(service, PartnerSupportManager.slug)
        raise_notice(notices.ASKED_AGAIN, to=to, subject=event.run_id, at=at, event=event.key)
