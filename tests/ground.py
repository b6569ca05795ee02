"""The database of the tests: made and filled once a run, by whichever process needs it first, and copied for
each. Making it takes as long as a hundred tests do."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import connections

from tests.copies import as_owner, copied_database, turned_to


@contextmanager
def copied_ground(process: str, *, shared: Path, blocker) -> Iterator[None]:
    """Both connections of the service are turned to a copy. `shared` is a folder of the whole run."""
    usual = connections["owner"].settings_dict["NAME"]
    ground, copy = f"test_{usual}_ground", f"test_{usual}{process}"
    with ExitStack() as until_the_end:
        with _alone(shared):
            until_the_end.enter_context(_ground(ground, process, shared=shared, blocker=blocker))
            until_the_end.enter_context(copied_database(copy, blocker, of=ground))
        with turned_to(copy):
            yield


@contextmanager
def _ground(name: str, process: str, *, shared: Path, blocker) -> Iterator[None]:
    """Made by the first who needs it, and dropped by the last."""
    if not _users(shared):
        with blocker.unblock():
            _make(name)
    mark = shared / f"uses-ground-{process}"
    mark.touch()
    try:
        yield
    finally:
        with _alone(shared):
            mark.unlink()
            if not _users(shared):
                as_owner(blocker, f'DROP DATABASE IF EXISTS "{name}"')


def _make(name: str) -> None:
    from tests import eye
    from tests import world as worlds
    from tests.architecture import tried

    owner = connections["owner"]
    usual = owner.settings_dict["NAME"]
    owner.settings_dict["TEST"]["NAME"] = name
    owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    owner.close()
    owner.settings_dict["NAME"] = usual
    with turned_to(name):
        eye.open_the_eye()
        tried.teach()
        worlds.build()


def _users(shared: Path) -> list[Path]:
    return list(shared.glob("uses-ground-*"))


@contextmanager
def _alone(shared: Path) -> Iterator[None]:
    with (shared / "ground.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
