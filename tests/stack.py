"""The real stack for browser tests: a web server, a worker and a broker on a copy of the test world.

Each stack has a database of its own, copied from the tests' template, so that what a browser does is
really committed, and nobody else sees it.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import connections, transaction

from tests.copies import copied_database
from tests.drawn import FOLDER
from tests.wire import Wire


PROJECT = Path(__file__).resolve().parent.parent
WEB = ["gunicorn", "chrysalis.wsgi:application", "--workers", "2", "--threads", "4", "--preload"]
WEB += ["--logger-class", "chrysalis.journal.server.Lines"]
WORKER = ["celery", "-A", "chrysalis.celery", "worker", "--concurrency", "1", "-l", "warning"]


class Stack:
    def __init__(self, home: Path, database: str, blocker) -> None:
        self.port = _free_port()
        # By name, not number: a browser binds a passkey to a name.
        self.url = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "DATABASE_URL": _address("default", database, through=home),
            "REDIS_URL": _own_broker(os.environ["REDIS_URL"]),
            "CHRYSALIS_HOME": str(home),
            "CHRYSALIS_URL": self.url,
            "CHRYSALIS_DEMO": "1",
            "CHRYSALIS_SECOND_FACTOR": "0",
            # No page goes from under whoever looks at it.
            "CHRYSALIS_LOOK_AGAIN": "3600",
            # Where whoever leaves in a hurry goes: nothing here is asked of the world.
            "CHRYSALIS_LEAVE_TO": f"{self.url}/static/chrysalis/pictures/mark.svg",
        }
        self.environment.pop("DATABASE_OWNER_URL", None)
        found = connections["default"].settings_dict
        self.wire = Wire(home, found["HOST"], found["PORT"])
        self.database, self._blocker = database, blocker
        self.log = (home / "stack.log").open("w")
        self.running: list[subprocess.Popen] = []
        with self.committed():
            self.people = _people()

    @property
    def where(self) -> dict[str, str]:
        """What its database is called, and whatever else is not as in the tests' own."""
        return {"NAME": self.database}

    @contextmanager
    def committed(self) -> Iterator[None]:
        """The models, on the database of this stack: what its pages wrote, or a state for them to find.
        One transaction, and the tests' eye open in it."""
        from tests import eye

        found = connections["default"]
        tests = {name: found.settings_dict[name] for name in self.where}
        found.settings_dict.update(self.where)
        found.close()
        try:
            with self._blocker.unblock(), transaction.atomic(), eye.seeing():
                yield
        finally:
            found.close()
            found.settings_dict.update(tests)

    def start(self) -> None:
        self._run("-m", "django", "collectstatic", "--noinput", "-v0")
        notes = ["--config", "python:tests.drawn_in_web"] if FOLDER in os.environ else []
        self._begin(*WEB, *notes, "--bind", f"127.0.0.1:{self.port}")
        self.wait()
        self._begin(*WORKER)

    def stop(self) -> None:
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            process.wait(20)
        self.log.close()

    def crash(self) -> None:
        """Every process that answers pages dies in the middle of whatever it does; new ones come."""
        web = str(self.running[0].pid)
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", web], capture_output=True, check=True)
        for pid in listed.stdout.split():
            os.kill(int(pid), signal.SIGKILL)
        self.wait()

    def wait(self, seconds: int = 120) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=10):  # noqa: S310 - our own address
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"The stack did not answer: see {self.log.name}")

    def _run(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], env=self.environment, cwd=PROJECT, check=True)

    def _begin(self, *words: str) -> None:
        started = subprocess.Popen(
            [sys.executable, "-m", *words],
            env=self.environment,
            cwd=PROJECT,
            stdout=self.log,
            stderr=self.log,
        )
        self.running.append(started)


@contextmanager
def running_stack(home: Path, name: str, blocker) -> Iterator[Stack]:
    assert settings.DEMO, "browser tests sign in through the demonstration's door"
    with copied_database(name, blocker):
        stack = Stack(home, name, blocker)
        try:
            stack.start()
            yield stack
        finally:
            stack.stop()


def _people() -> dict[str, uuid.UUID]:
    """The key of everybody in the tests' world, by the name they have there."""
    from chrysalis.agencies.models import Worker
    from tests.world import PEOPLE

    keys = dict(Worker.objects.values_list("email", "pk"))
    return {name: keys[f"{name}@{agency}.example"] for name, (agency, _) in PEOPLE.items()}


def _address(alias: str, name: str, *, through: Path) -> str:
    """Through the wire that stands in the folder."""
    found = connections[alias].settings_dict
    who = f"{quote(found['USER'], safe='')}:{quote(found['PASSWORD'], safe='')}"
    return f"postgresql://{who}@{quote(str(through), safe='')}:5432/{name}"


def _own_broker(given: str) -> str:
    """Nobody else's worker listens there: each process of a test run has a numbered database of its own."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
    if given.startswith("unix://"):
        return f"{given.partition('?')[0]}?db={number}"
    return urlsplit(given)._replace(path=f"/{number}").geturl()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
