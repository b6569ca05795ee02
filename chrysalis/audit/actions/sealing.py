"""Sealing what was committed since the last seal. Nothing waits for it: entries are written without a
chain, so that a thousand people reading at once never queue for its head.

The horizon is that of the database's own snapshot: of the transactions below it none is still being
written, so that no entry can appear later behind a seal.
"""

import datetime as dt
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.audit import chain, merkle
from chrysalis.audit.models import SEALS, Entry, Seal


MOST = 10_000  # entries in one seal, unless one transaction alone wrote more


class WentBack(Exception):
    """The database counts its transactions from anew, as after restoring a dump into a new one: what is
    written now would not be sealed. Restore the file copy, or have the counter moved on."""


def seal(side: Side, *, at: dt.datetime, most: int = MOST) -> Seal | None:
    """One more seal on the side's chain; None when there is nothing to seal."""
    with as_system("sealer"):
        _alone(side)
        last = SEALS[side]._default_manager.last()
        since, horizon = last.horizon if last else chain.FIRST, _settled_below()
        if horizon < since:
            raise WentBack
        waiting = chain.entries(side).filter(xid__gte=since, xid__lt=horizon)
        until = _cut(waiting, horizon, most)
        closed = list(chain.leaves(waiting.filter(xid__lt=until)))
        return _append(side, last, closed, horizon=until, at=at) if closed else None


def _append(
    side: Side, last: Seal | None, closed: list[tuple[UUID, bytes]], *, horizon: int, at: dt.datetime
) -> Seal:
    leaves = [leaf for _, leaf in closed]
    made = SEALS[side](
        number=last.number + 1 if last else 1,
        sealed_at=at,
        horizon=horizon,
        keys=[key for key, _ in closed],
        leaves=b"".join(leaves),
        root=merkle.root(leaves),
        previous=last.digest if last else "",
    )
    made.digest = chain.digest_of(made, side)
    made.save(force_insert=True)
    return made


def _cut(waiting: QuerySet[Entry], horizon: int, most: int) -> int:
    """Where this seal ends: never between two entries of one transaction."""
    first_beyond = waiting.values_list("xid", flat=True)[most : most + 1].first()
    if first_beyond is None:
        return horizon
    first = waiting.values_list("xid", flat=True).first()
    return first_beyond + 1 if first_beyond == first else first_beyond


def _alone(side: Side) -> None:
    """Two sealers at once would make two chains."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"seal {side}"])


def _settled_below() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT settled_below()")
        return int(cursor.fetchone()[0])
