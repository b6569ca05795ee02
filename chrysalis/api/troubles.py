"""A webhook that nobody answers is a person's task: the administrator of its agency looks at the address."""

import datetime as dt
import uuid
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_the_service
from chrysalis.access.roles import AgencyAdministrator
from chrysalis.api import queries
from chrysalis.api.models import Webhook
from chrysalis.notices.actions.raising import raise_notice
from chrysalis.notices.due import WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.recipients import Recipient
from chrysalis.working_days import in_london


NAMESPACE = uuid.UUID("0c7d6b5e-51f1-4f8e-9e54-0c0a4e6b7a11")
KIND = KINDS.add(
    NoticeKind(
        "webhook-not-answered",
        Side.NEITHER,
        "A records system of yours does not answer",
        "It was to be told that something changed, and is not told again by itself. Look whether the address "
        "is right, and ask whoever runs it to fetch what it missed.",
        due=WorkingDays(1),
        url="api:system",
        link="Look at the records system",
        found_in=queries.systems,
    )
)


def tell_administrator(webhook_id: UUID, *, at: dt.datetime) -> None:
    """As the courier; once a day for each webhook. Of one that was taken away, nobody need be told."""
    with as_the_service():
        found = Webhook.objects.select_related("system").filter(pk=webhook_id, ended_at=None).first()
    if found:
        raise_notice(
            KIND,
            to=Recipient(found.system.agency_id, AgencyAdministrator.slug),
            subject=found.system_id,
            at=at,
            event=uuid.uuid5(NAMESPACE, f"{webhook_id}/{in_london(at).date()}"),
        )
