"""What this app hears: that a document was opened, and that one is asked for too often."""

import datetime as dt

from chrysalis.access.roles import ServiceManager
from chrysalis.events.hearing import hears
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.recipients import Recipient
from chrysalis.reports import notices
from chrysalis.reports.events import DocumentOpened, ReturnedTooOften


@hears(DocumentOpened, owner=lambda event: event.agency_id)
def settle_opened(event: DocumentOpened, *, at: dt.datetime) -> None:
    settle_notices(notices.READY, subject=event.run_id, by=event.worker_id, at=at)


@hears(ReturnedTooOften, owner=lambda event: event.agency_id)
def tell_service_manager(event: ReturnedTooOften, *, at: dt.datetime) -> None:
    to = Recipient(event.agency_id, ServiceManager.slug)
    raise_notice(notices.TOO_OFTEN, to=to, subject=event.run_id, at=at, event=event.key)
