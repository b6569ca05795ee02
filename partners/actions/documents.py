"""Documents that name or describe somebody harmed: taken as they are sent, on a slip of their own."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.attachments import keeping, overdue
from chrysalis.attachments.kinds import Kind
from chrysalis.attachments.tasks import DOOR
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.tasks import ring
from partners.actions.dropping import NobodyReceives, put
from partners.models import Slip, SlipDocument
from partners.queries import service_for


READ = word("slip-document.read", Side.SAFETY, "consultation", "opened a document that came with a slip")


@transaction.atomic
def take(
    body: bytes,
    *,
    kind: Kind,
    title: str,
    about: str,
    scheme: Scheme,
    came_with: UUID | None,
    by: Hat,
    at: dt.datetime,
) -> None:
    """Put it in, as `dropping.seal` does with words: it gives nothing back. Raises NobodyReceives."""
    receiver = service_for(scheme)
    if receiver is None:
        raise NobodyReceives
    slip = put({"person_held": about}, scheme, receiver, came_with, with_document=True, by=by, at=at)
    document = SlipDocument(
        slip=slip,
        sending_agency_id=by.agency_id,
        receiving_agency=receiver,
        title=title,
        kind=kind.value,
        size=len(body),
        stored=keeping.keep(body, Side.SAFETY),
        sent_at=at,
    )
    document.save(force_insert=True)
    overdue.watch(document.pk, for_agency=receiver.pk, by=by, at=at)
    transaction.on_commit(lambda: ring(DOOR))


def read_document(slip: Slip, *, by: Hat, at: dt.datetime) -> None:
    record(READ, by=by, at=at, subjects=[slip.pk])
