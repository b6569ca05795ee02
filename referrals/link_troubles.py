"""A link to refer that did not arrive is a person's task: whoever sent it rings the colleague.

Who asked for a link themselves is told on the page whom to ring if none comes.
"""

import datetime as dt
import uuid
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_the_service
from chrysalis.access.roles import Caseworker
from chrysalis.delivery.letters import Sending, Trouble
from chrysalis.events.scheduled import due, later
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.recipients import Recipient
from referrals import queries
from referrals.models import ReferrerInvitation


NAMESPACE = uuid.UUID("5d2cb5b0-6c7c-4a53-8f0e-2f6d8a0c9b41")
TROUBLE = "referrals.link-trouble"
KIND = KINDS.add(
    NoticeKind(
        "link-not-arrived",
        Side.CHANGE,
        "A link to refer somebody did not arrive, or may not have",
        "It is not sent again by itself. Ring whoever it was for, look whether the address is right, and "
        "send another, or write the referral down.",
        due=Within(hours=4),
        url="referrals:invitation",
        link="See whom it was for",
        found_in=queries.invitations,
    )
)


def tell(sending: Sending, trouble: Trouble, at: dt.datetime) -> None:
    """As the courier."""
    if sending.agency_id:
        later(
            TROUBLE,
            due_at=at,
            agency_id=sending.agency_id,
            invitation_id=sending.subject_id,
            trouble=trouble,
        )


@due(TROUBLE, owner=lambda facts: facts["agency_id"])
def tell_inviter(*, agency_id: UUID, invitation_id: UUID, trouble: Trouble, at: dt.datetime) -> None:
    with as_the_service():
        found = ReferrerInvitation.objects.filter(pk=invitation_id, invited_by__isnull=False).first()
    if found and trouble != Trouble.LATE:
        raise_notice(
            KIND,
            to=Recipient(agency_id, Caseworker.slug, found.invited_by_id),
            subject=found.pk,
            at=at,
            event=uuid.uuid5(NAMESPACE, f"{invitation_id}/{trouble}"),
        )
