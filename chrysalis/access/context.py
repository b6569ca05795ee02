"""Telling the database who is asking: one role, one hat, one transaction.

    with acting_as(hat):
        …

Everything inside runs as the hat's persona. The settings live as long as the transaction; nothing of
them is left for whoever gets the connection next. Without a context the service's own role has no
grant on case data at all: a forgotten context is an error, never an empty page and never a leak.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from chrysalis.access import opened
from chrysalis.access.database import database_role
from chrysalis.access.hat import Hat
from chrysalis.access.visitor import Visitor


OF_HAT = ("worker_id", "membership_id", "agency_id", "role_slug")
WORDS = ("role_slug",)  # the settings that are no keys
ALL = (*OF_HAT, *opened.NAMES)


class NotInForce(Exception):
    """The membership behind the hat does not hold (any longer). Nothing was set."""


@contextmanager
def acting_as(hat: Hat) -> Iterator[None]:
    """Be the hat inside the block, in a transaction; then whoever one was before. Raises NotInForce."""
    with transaction.atomic(), _restored():
        _wear(hat)
        yield


@contextmanager
def as_system(persona: str) -> Iterator[None]:
    """Be one of the service's own personas, which see what their one task needs."""
    with transaction.atomic(), _restored():
        _set("SELECT {}", {"role": database_role(persona)} | dict.fromkeys(ALL, ""))
        yield


@contextmanager
def as_visitor(visitor: Visitor) -> Iterator[None]:
    """Be somebody without an account, at the door of an agency: adds rows for that agency, and reads none;
    or a records system, which reads what it may of its own agency."""
    with transaction.atomic(), _restored():
        values = {"role": database_role(visitor.persona)} | dict.fromkeys(ALL, "")
        place = str(visitor.membership_id or "")
        _set("SELECT {}", values | {"agency_id": str(visitor.agency_id), "membership_id": place})
        opened.remember({})
        yield


@contextmanager
def as_the_service() -> Iterator[None]:
    """Be the service's own role, which reads accounts and reference data, and no case."""
    with transaction.atomic(), _restored():
        _set("SELECT {}", {"role": "none"})
        yield


def wear(hat: Hat) -> None:
    """Change hats for the rest of the transaction: in front of something restricted. Raises NotInForce."""
    _wear(hat)


def open_things(**things: UUID) -> None:
    """Open a case with its client, or a referral, for the rest of the transaction; what was open closes.

    Only `open_case` and `open_referral` call this, after they have checked and written the entry.
    """
    opened.remember(things)
    _set("SELECT {}", {name: str(things.get(name, "")) for name in opened.NAMES})


# The membership is checked in the statement that puts it on, so that no moment lies between the two.
_IN_FORCE = """
SELECT {} FROM agencies_membership place JOIN agencies_worker worker ON worker.id = place.worker_id
WHERE place.id = %s AND place.worker_id = %s AND place.agency_id = %s AND place.role_slug = %s
  AND worker.is_active AND place.starts_on <= %s AND (place.ends_on IS NULL OR place.ends_on > %s)
"""


def _wear(hat: Hat) -> None:
    today = timezone.localdate()
    place = [hat.membership_id, hat.worker_id, hat.agency_id, hat.role_slug, today, today]
    values = {name: str(getattr(hat, name)) for name in OF_HAT} | dict.fromkeys(opened.NAMES, "")
    # Read as the service's own role: a persona sees no memberships.
    _set("SELECT {}", {"role": "none"})
    if not _set(_IN_FORCE, {"role": database_role(hat.persona)} | values, place):
        raise NotInForce
    opened.remember({})


def _set(statement: str, values: dict[str, str], parameters: list[Any] | None = None) -> bool:
    """Set all of it, for this transaction, in one statement; whether the statement found its row."""
    calls = ", ".join(f"set_config('{_name(name)}', %s, true)" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(calls), [*values.values(), *(parameters or [])])
        return cursor.fetchone() is not None


def _name(name: str) -> str:
    return name if name == "role" else f"chrysalis.{name}"


@contextmanager
def _restored() -> Iterator[None]:
    """A role outlives a released savepoint, so that what was before is put back by hand."""
    # An exception needs no putting back, since rolling back undoes the settings; nor does the end of
    # the whole transaction, which forgets them.
    is_inside = bool(connection.savepoint_ids)
    before, things = _current() if is_inside else {}, opened.now_open()
    try:
        yield
    finally:
        opened.remember(things)
    if is_inside and not connection.needs_rollback:
        _set("SELECT {}", before)


def _current() -> dict[str, str]:
    names = ("role", *ALL)
    calls = ", ".join(f"coalesce(current_setting('{_name(name)}', true), '')" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}")
        return dict(zip(names, cursor.fetchone(), strict=True))
