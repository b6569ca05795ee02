"""Databases that are copies of another while somebody needs them: what is written there is committed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def in_a_copy(name: str, blocker) -> Iterator[None]:
    """Both connections of the service are turned to a copy of the tests' world; and back again."""
    with copied_database(name, blocker), blocker.unblock(), turned_to(name):
        yield


@contextmanager
def copied_database(name: str, blocker, *, of: str = "") -> Iterator[None]:
    """A copy of the database that the service is turned to, or of another that nobody is connected to."""
    template = of or connections["default"].settings_dict["NAME"]
    connections.close_all()
    as_owner(blocker, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    as_owner(blocker, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield
    finally:
        # Not by force, which the owner has not over other roles: it waits until they have left.
        as_owner(blocker, f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def turned_to(name: str) -> Iterator[None]:
    both = [connections["default"], connections["owner"]]
    names = [each.settings_dict["NAME"] for each in both]
    try:
        for each in both:
            each.close()
            each.settings_dict["NAME"] = name
        yield
    finally:
        for each, usual in zip(both, names, strict=True):
            each.close()
            each.settings_dict["NAME"] = usual


def as_owner(blocker, statement: str) -> None:
    with blocker.unblock(), connections["owner"].creation._nodb_cursor() as cursor:
        cursor.execute(statement)
