"""Locks between processes. The kernel lets go of them when their holder dies, however it dies.

In each home the *keeper* is the one process that started the servers. A command that finds a keeper is a
*guest*: it uses the keeper's servers, and a keeper that is a mere command waits for its guests to end.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Wait for the file's lock and hold it."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Keeper:
    """The right to start and stop a home's servers."""

    def __init__(self, folder: Path) -> None:
        self._keeper = _open(folder / "keeper.lock")
        self._guests = _open(folder / "guests.lock")

    def take(self, *, as_what: str) -> bool:
        """Become the keeper, unless someone is. `as_what` is what a second one is told."""
        try:
            fcntl.flock(self._keeper, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.describe(as_what)
        return True

    def describe(self, as_what: str) -> None:
        os.ftruncate(self._keeper, 0)
        os.pwrite(self._keeper, as_what.encode(), 0)

    def described(self) -> str:
        return os.pread(self._keeper, 200, 0).decode() or "another command"

    def take_or_be_guest(self, *, as_what: str) -> bool:
        """Waits while a keeper is stopping, after which its place may be free; otherwise be a guest of it."""
        if self.take(as_what=as_what):
            return True
        fcntl.flock(self._guests, fcntl.LOCK_SH)
        return self.take(as_what=as_what)

    def wait_for_guests(self) -> None:
        fcntl.flock(self._guests, fcntl.LOCK_EX)

    def release(self) -> None:
        for descriptor in (self._keeper, self._guests):
            os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
