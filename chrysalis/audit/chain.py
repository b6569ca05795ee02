"""What a seal is taken over, read the same way by the job that seals and by the one that verifies."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Extract

from chrysalis.access.barriers import Side
from chrysalis.audit import merkle
from chrysalis.audit.models import TABLES, Entry, Seal


SIDES = tuple(TABLES)
FIRST = 1  # the lowest number that a transaction of the service can have
# Every column of an entry, in this order. A changed order, or one more, makes every seal before it false:
# new columns need a second form, and a seal that says in which of the two it was taken.
SEALED = (
    "id", "xid", "at", "word", "worker_id", "membership_id", "agency_id", "role_slug", "subjects", "fields",
    "purpose", "reason", "recipient_id", "recipient", "holder_id", "request_id", "was_refused",
)  # fmt: skip


def entries(side: Side) -> QuerySet[Entry]:
    return TABLES[side]._default_manager.order_by("xid", "id")


def leaves(found: QuerySet[Entry]) -> Iterator[tuple[UUID, bytes]]:
    """Key and hash of each entry. The database writes the text: the same on every version and setting."""
    rows = found.values_list("id", text_of_entry()).iterator(chunk_size=2_000)
    return ((key, merkle.leaf(text)) for key, text in rows)


def text_of_entry() -> Func:
    columns: list[Any] = [Extract("at", "epoch") if name == "at" else F(name) for name in SEALED]
    template = "%(function)s(%(expressions)s)::text"
    return Func(*columns, function="jsonb_build_array", template=template, output_field=TextField())


def digest_of(seal: Seal, side: Side) -> str:
    return merkle.digest(
        side, seal.number, _moment(seal.sealed_at), seal.horizon, len(seal.keys), seal.root, seal.previous
    )


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()
