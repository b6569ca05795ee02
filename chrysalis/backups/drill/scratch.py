"""A database for the length of a drill, with everything in the service pointed at it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from chrysalis.access.database import database_role
from chrysalis.access.personas import APP, OWNER


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty database and an empty home; both are gone afterwards, whatever happens."""
    name = f"drill_{secrets.token_hex(4)}"
    _as_owner(f'CREATE DATABASE "{name}"', f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
    try:
        _as_owner(f'GRANT CONNECT ON DATABASE "{name}" TO "{database_role(APP)}"')
        with tempfile.TemporaryDirectory() as home, _pointed_at(name, Path(home)):
            yield Path(home)
    finally:
        # Not by force, which only a superuser has over other roles: it waits until those we closed have gone.
        _as_owner(f'DROP DATABASE "{name}"')


@contextmanager
def _pointed_at(name: str, home: Path) -> Iterator[None]:
    both = [connections[alias] for alias in (DEFAULT_DB_ALIAS, OWNER)]
    before = [connection.settings_dict["NAME"] for connection in both]
    usual_home = settings.HOME
    try:
        _name(both, [name] * len(both))
        settings.HOME = home
        yield
    finally:
        settings.HOME = usual_home
        _name(both, before)


def _name(both: list, names: list[str]) -> None:
    for connection, name in zip(both, names, strict=True):
        connection.close()
        connection.settings_dict["NAME"] = name


def _as_owner(*statements: str) -> None:
    """From beside the databases: one cannot be made or dropped from within."""
    with connections[OWNER]._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
