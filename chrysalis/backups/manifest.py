"""What a backup says of itself: when it was made, what it holds, and how much of everything.

SAFETY: how many survivors there are tells something, so that the manifest is encrypted like the rest.
"""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connections, transaction

from chrysalis.access.personas import OWNER


@dataclass(frozen=True)
class Part:
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made_at: str
    postgresql: str
    transactions: int  # the number of the next one: where a new cluster must begin to count
    counts: dict[str, int]
    parts: dict[str, Part] = field(default_factory=dict)

    def text(self) -> str:
        return json.dumps(asdict(self), indent=2)

    @classmethod
    def read(cls, text: str) -> "Manifest":
        told = json.loads(text)
        return cls(**told | {"parts": {name: Part(**part) for name, part in told["parts"].items()}})


@contextmanager
def snapshot() -> Iterator[str]:
    """One moment of the database, to which several connections can be held: its name."""
    with transaction.atomic(using=OWNER):
        _asked("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield str(_asked("SELECT pg_export_snapshot()")[0][0])


def taken(*, at: dt.datetime) -> Manifest:
    """Of the database as the owner sees it in this transaction."""
    ((version, transactions),) = _asked(
        "SELECT current_setting('server_version'), pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
    )
    return Manifest(at.isoformat(timespec="seconds"), version, transactions, counts())


def counts() -> dict[str, int]:
    """How many rows each table has."""
    tables = _asked("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY relname")
    return {table: _asked(f'SELECT count(*) FROM "{table}"')[0][0] for (table,) in tables}  # noqa: S608 - its own name


def _asked(question: str) -> list[tuple[Any, ...]]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall()) if cursor.description else []
