"""Sealing is about what is committed: these tests commit for real, and tidy up as the owner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.audit import anchors
from chrysalis.audit.actions import sealing
from chrysalis.audit.log import record
from chrysalis.audit.models import Seal
from tests.settled import wait_until_settled


TABLES = ("audit_changeentry", "audit_changeseal")


def hat_of(name: str) -> Hat:
    places = Membership.objects.select_related("agency")
    return make_hat(places.get(worker__email__startswith=f"{name}@"))


class Log:
    """The change side's log, as the service writes it and as its owner could tamper with it."""

    def __init__(self) -> None:
        self.by = hat_of("caseworker")

    def writes(self, count: int, *, at: Any) -> None:
        for _ in range(count):
            with acting_as(self.by):
                record("page.refused", by=self.by, at=at, subjects=[self.by.worker_id])

    def is_sealed(self, *, at: Any, most: int = sealing.MOST) -> list[Seal]:
        self._waits()
        made = []
        while one := sealing.seal(Side.CHANGE, at=at, most=most):
            anchors.keep(Side.CHANGE, one)
            made.append(one)
        return made

    def keys(self) -> list[Any]:
        found = self.owner("SELECT id FROM audit_changeentry ORDER BY xid, id")
        return [key for (key,) in found]

    @staticmethod
    def owner(statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def unguarded(self) -> Iterator[Callable[..., Any]]:
        """As the owner, who has taken the triggers away, and puts them back afterwards."""
        with transaction.atomic(using="owner"):
            for table in TABLES:
                self.owner(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield self.owner
            for table in TABLES:
                self.owner(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def _waits(self) -> None:
        newest = self.owner("SELECT coalesce(max(xid), 0) FROM audit_changeentry")[0][0]
        wait_until_settled(newest)


@pytest.fixture
def log(django_db_setup, django_db_blocker, settings, tmp_path: Path) -> Iterator[Log]:
    settings.HOME = tmp_path
    with django_db_blocker.unblock():
        log = Log()
        yield log
        connection.close()
        with log.unguarded() as owner:
            for table in TABLES:
                owner(f"TRUNCATE {table}")
