"""The eye of the tests: a role of the test database alone, which sees every row.

A test looks at rows to know what happened. The service never may: at the beginning of each request
the eye closes, and the connection is the service's own role again, until the request has ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import connection, connections

from chrysalis.access.database import database_role
from chrysalis.access.personas import EYE
from chrysalis.access.walls import our_models


def open_the_eye() -> None:
    """Give the eye its grants and policies, in the test database, as the owner."""
    role = database_role(EYE)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
        cursor.execute(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{role}"')
        cursor.execute(f'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO "{role}"')
        for model in our_models():
            cursor.execute(
                f'CREATE POLICY eye ON "{model._meta.db_table}" TO "{role}" USING (true) WITH CHECK (true)'
            )


@contextmanager
def seeing() -> Iterator[None]:
    request_started.connect(_close)
    request_finished.connect(_open)
    _open()
    try:
        yield
    finally:
        request_started.disconnect(_close)
        request_finished.disconnect(_open)


@contextmanager
def closed() -> Iterator[None]:
    """As the service sees it without a hat: nothing of a case."""
    _close()
    try:
        yield
    finally:
        _open()


def _open(**event: object) -> None:
    _become(database_role(EYE))


def _close(**event: object) -> None:
    _become("none")


def _become(role: str) -> None:
    if connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', %s, true)", [role])
