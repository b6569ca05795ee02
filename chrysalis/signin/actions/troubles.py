"""A link to sign in with that did not arrive is a person's task: the agency's administrator rings the
colleague, and sends another."""

import datetime as dt
import uuid
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_the_service
from chrysalis.access.roles import AgencyAdministrator
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import accounts, in_force
from chrysalis.delivery.letters import Sending, Trouble
from chrysalis.events.scheduled import due, later
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.recipients import Recipient
from chrysalis.working_days import in_london


NAMESPACE = uuid.UUID("c1a4c5c0-6f7e-4f43-9d35-0b1c3c0a7f52")
TROUBLE = "signin.trouble"
RING = (
    "Ring them. Look whether the address of the account is right. Then send the invitation again, or have "
    "them ask for a new link."
)


def _kind(trouble: Trouble, title: str, why: str) -> NoticeKind:
    return KINDS.add(
        NoticeKind(
            f"way-in-{trouble}",
            Side.NEITHER,
            title,
            f"{why} {RING}",
            due=Within(hours=8),
            url="agencies:account",
            link="Open the account",
            found_in=accounts,
        )
    )


KIND_OF = {
    Trouble.FAILED: _kind(
        Trouble.FAILED,
        "A colleague’s link to sign in could not be delivered",
        "It is not sent again.",
    ),
    Trouble.UNKNOWN: _kind(
        Trouble.UNKNOWN,
        "A colleague’s link to sign in may not have arrived",
        "Sending it was interrupted. It is not sent again, since it may have arrived.",
    ),
}


def tell(sending: Sending, trouble: Trouble, at: dt.datetime) -> None:
    """As the courier. Somebody who has no place any more needs no way in."""
    if sending.agency_id:
        later(
            TROUBLE,
            due_at=at,
            agency_id=sending.agency_id,
            worker_id=sending.recipient_id,
            message_id=sending.key,
            trouble=trouble,
        )


@due(TROUBLE, owner=lambda facts: facts["agency_id"])
def tell_administrator(
    *, agency_id: UUID, worker_id: UUID, message_id: UUID, trouble: Trouble, at: dt.datetime
) -> None:
    with as_the_service():
        place = Membership.objects.filter(worker_id=worker_id, agency_id=agency_id).first()
    if place:
        raise_notice(
            KIND_OF[trouble],
            to=Recipient(agency_id, AgencyAdministrator.slug),
            subject=place.pk,
            at=at,
            event=uuid.uuid5(NAMESPACE, f"{message_id}/{trouble}"),
        )


def agency_of(worker_id: UUID, *, at: dt.datetime) -> UUID | None:
    """One whose administrator can help; none where the person has left everywhere."""
    with as_the_service():
        places = Membership.objects.filter(in_force(in_london(at).date()), worker_id=worker_id)
        return places.order_by("starts_on", "pk").values_list("agency_id", flat=True).first()
