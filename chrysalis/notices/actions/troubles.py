"""A letter that did not go out is a person's task: the agency's administrator rings the colleague.

SAFETY: whoever keeps accounts learns whom to ring, and not what the letter told of.
"""

import datetime as dt
import uuid
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.roles import AgencyAdministrator
from chrysalis.delivery.letters import Trouble
from chrysalis.events.scheduled import due
from chrysalis.notices.actions.raising import raise_notice
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.letters import TROUBLE
from chrysalis.notices.recipients import Recipient


NAMESPACE = uuid.UUID("52b3c4f5-9a0e-4ad1-b1a5-2fb3e7c0b6a9")
RING = "Ring them and ask them to open their notices, and look whether the address in Accounts is right."
ONCE_IN = 60 * 60  # seconds: while mail stands still, an agency is told once an hour, not once a message


def _kind(trouble: Trouble, title: str, why: str) -> NoticeKind:
    slug = f"mail-{trouble}"
    return KINDS.add(NoticeKind(slug, Side.NEITHER, title, f"{why} {RING}", due=Within(hours=1)))


KIND_OF = {
    Trouble.LATE: _kind(
        Trouble.LATE,
        "E-mail is not going out",
        "Colleagues are not being told of urgent notices. It is tried again until it goes.",
    ),
    Trouble.FAILED: _kind(
        Trouble.FAILED, "An e-mail to a colleague could not be delivered", "It is not sent again."
    ),
    Trouble.UNKNOWN: _kind(
        Trouble.UNKNOWN,
        "An e-mail to a colleague may not have arrived",
        "Sending it was interrupted. It is not sent again, since it may have arrived.",
    ),
}


@due(TROUBLE, owner=lambda facts: facts["agency_id"])
def tell_administrator(*, agency_id: UUID, worker_id: UUID, trouble: Trouble, at: dt.datetime) -> None:
    hour = int(at.timestamp()) // ONCE_IN
    about = agency_id if trouble is Trouble.LATE else worker_id
    raise_notice(
        KIND_OF[trouble],
        to=Recipient(agency_id, AgencyAdministrator.slug),
        subject=about,
        at=at,
        event=uuid.uuid5(NAMESPACE, f"{about}/{trouble}/{hour}"),
    )
