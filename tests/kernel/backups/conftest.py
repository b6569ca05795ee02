"""A service of its own to back up: a copy of the tests' database, in which things are really committed."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import connections

from chrysalis.access.database import database_role
from chrysalis.audit.tasks import seal
from chrysalis.management import wall
from tests.copies import copied_database
from tests.eye import EYE
from tests.kernel.backups.keepers import KEYS


@pytest.fixture
def service(django_db_setup, django_db_blocker, settings, tmp_path) -> Iterator[None]:
    settings.HOME = tmp_path / "home"
    settings.BACKUP_KEYS = [KEYS.public]
    name = f"backed_up_{uuid.uuid4().hex[:8]}"
    both = [connections[alias] for alias in ("default", "owner")]
    usual = [connection.settings_dict["NAME"] for connection in both]
    with copied_database(name, django_db_blocker), django_db_blocker.unblock():
        _point(both, [name, name])
        try:
            _shut_the_eye()
            seal()
            yield
        finally:
            _point(both, usual)


def _shut_the_eye() -> None:
    """The wall as a service has it: a drill would find what the tests added."""
    wall.build()
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{database_role(EYE)}"')


def _point(both, names) -> None:
    for connection, name in zip(both, names, strict=True):
        connection.close()
        connection.settings_dict["NAME"] = name


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "key.txt"
    path.write_text(KEYS.private)
    return path
