"""Putting a message in the queue: a row in the transaction of its cause, and a ring after the commit."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis.delivery.letters import LetterKind
from chrysalis.delivery.models import MESSAGES
from chrysalis.tasks import ring


def send(
    kind: LetterKind,
    *,
    about: UUID,
    to: UUID,
    at: dt.datetime,
    key: UUID | None = None,
    agency_id: UUID | None = None,
) -> None:
    """One letter to one recipient. The same key twice is one message."""
    table = MESSAGES[kind.side]
    message = table(
        letter=kind.slug, agency_id=agency_id, subject_id=about, recipient_id=to, made_at=at, due_at=at
    )
    if key:
        message.pk = key
    table._default_manager.bulk_create([message], ignore_conflicts=True)
    transaction.on_commit(lambda: ring("chrysalis.delivery.tasks.send_waiting"))
