"""The drop box: what anybody tells of somebody harmed goes in, and nothing comes out on that side."""

import datetime as dt
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_visitor
from chrysalis.access.visitor import Visitor, Who
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from partners.events import SlipSealed
from partners.models import Slip, SlipDetails
from partners.queries import service_for


SEALED = word("slip.sealed", Side.SAFETY, "collection", "told a partner support service of somebody harmed")


class NobodyReceives(Exception):
    """The scheme has no partner support service."""


@transaction.atomic
def seal(
    told: dict[str, Any],
    *,
    scheme: Scheme,
    came_with: UUID | None = None,
    told_by: str = "",
    key: UUID | None = None,
    by: Who,
    at: dt.datetime,
) -> None:
    """Put a slip in. It gives nothing back: whoever writes it can never look at it again. `told_by` says who
    wrote it, where that is a professional who has no account; `key` is of the page it was written on, where
    that alone tells a second copy (`chrysalis.once`).

    SAFETY: the service is chosen here, by scheme and area, and never by what was posted: a form that could
    name the receiver could send where somebody lives to whoever is looking for them.
    """
    area = told.get("area")
    receiver = service_for(scheme, area if area and area.scheme_id == scheme.pk else None)
    if receiver is None:
        raise NobodyReceives
    # Asked as the service, since whoever stands at the public door reads nothing; and written as the public.
    with as_visitor(by) if isinstance(by, Visitor) else nullcontext():
        put(told, scheme, receiver, came_with, told_by=told_by, key=key, by=by, at=at)


def put(
    told: dict[str, Any],
    scheme: Scheme,
    receiver: Agency,
    came_with: UUID | None,
    *,
    told_by: str = "",
    with_document: bool = False,
    key: UUID | None = None,
    by: Who,
    at: dt.datetime,
) -> Slip:
    """The slip, for what is put in along with it."""
    slip = Slip.objects.create(
        **({"id": key} if key else {}),
        scheme=scheme,
        sending_agency_id=by.agency_id,
        receiving_agency=receiver,
        sent_by_id=by.worker_id,
        told_by=told_by,
        came_with=came_with,
        sealed_at=at,
        with_document=with_document,
    )
    SlipDetails.objects.create(slip=slip, sending_agency_id=by.agency_id, **told)
    record(SEALED, by=by, at=at, subjects=[slip.pk], recipient_id=receiver.pk)
    announce(SlipSealed(slip_id=slip.pk, receiving_agency_id=receiver.pk), by=by, at=at)
    return slip
