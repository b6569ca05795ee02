"""The database of the tests: made and filled once a run, by whichever process needs it first, and copied for
each. Making it takes as long as a hundred tests do."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from tests import eye
from tests import world as worlds


@contextmanager
def copied_ground(process: str, *, shared: Path) -> Iterator[None]:
    """Both connections of the service are turned to a copy. `shared` is a folder of the whole run."""
    owner = connections["owner"]
    usual = owner.settings_dict["NAME"]
    ground, copy = f"test_{usual}_ground", f"test_{usual}{process}"
    mark = shared / f"uses-ground-{process}"
    with _alone(shared):
        if not list(shared.glob("uses-ground-*")):
            _make(ground)
        mark.touch()
        _say(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        _say(f'CREATE DATABASE "{copy}" TEMPLATE "{ground}"')
    _turn_to(copy)
    try:
        yield
    finally:
        _turn_to(usual)
        _say(f'DROP DATABASE "{copy}"')
        with _alone(shared):
            mark.unlink()
            if not list(shared.glob("uses-ground-*")):
                _say(f'DROP DATABASE "{ground}"')


def _make(name: str) -> None:
    owner = connections["owner"]
    usual = owner.settings_dict["NAME"]
    owner.settings_dict["TEST"]["NAME"] = name
    owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _turn_to(name)
    eye.open_the_eye()
    worlds.build()
    _turn_to(usual)


def _turn_to(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _say(statement: str) -> None:
    with connections["owner"].creation._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _alone(shared: Path) -> Iterator[None]:
    with (shared / "ground.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
