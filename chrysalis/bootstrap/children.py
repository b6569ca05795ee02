"""One program under our care: started, watched, stopped, and found again after we were killed.

A child leads a process group of its own, so that Ctrl-C in the terminal reaches us first and we stop
everything in order. On Linux the kernel also signals it when we die without a chance to do so.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from chrysalis.bootstrap import trouble
from chrysalis.bootstrap.home import Home


_PR_SET_PDEATHSIG = 1
_LARGEST_LOG = 5_000_000
_LAST_WORDS = 4_000


@dataclass
class Child:
    name: str
    command: list[str]
    home: Home
    environment: dict[str, str]
    as_servant: bool = False
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _log_began_at: int = field(default=0, init=False)

    def start(self) -> None:
        with _open_log(self.home.log(self.name)) as log:
            self._log_began_at = log.tell()
            started = self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd="/" if self.as_servant else None,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                umask=0o077,
                start_new_session=True,
                preexec_fn=tether(self.stop_signal),
                **(self.home.account.options() if self.as_servant and self.home.account else {}),
            )
        self._remember(started.pid)

    def wait(self) -> int:
        """To its own end: its exit code."""
        return self.process.wait() if self.process else 0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask, wait, and end whatever is left of its group."""
        if self.process is None:
            return
        if self.is_running:
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        _end_group(self.process.pid)
        self.process.wait()
        self._pid_file.unlink(missing_ok=True)

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.is_running or time.monotonic() > deadline:
                raise trouble.did_not_start(self.name, self.home.log(self.name), self.last_words())
            time.sleep(0.03)

    def last_words(self) -> str:
        with self.home.log(self.name).open("rb") as log:
            log.seek(max(self._log_began_at, log.seek(0, os.SEEK_END) - _LAST_WORDS))
            return log.read().decode(errors="replace")

    @property
    def _pid_file(self) -> Path:
        return self.home.pids / f"{self.name}.json"

    def _remember(self, pid: int) -> None:
        note = {"pid": pid, "began": beginning(pid)}
        note |= {"signal": int(self.stop_signal), "patience": self.patience}
        self._pid_file.write_text(json.dumps(note))


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Stopping takes a moment. A second Ctrl-C in that moment must not leave something running."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)


def end_leftovers(home: Home) -> None:
    """End what a killed start left running. Only the keeper may: that nobody else watches them is then sure.

    The worker and the web server go before the servers they use.
    """
    for path in sorted(home.pids.glob("*.json"), key=lambda path: path.stem in ("PostgreSQL", "Valkey")):
        with contextlib.suppress(ValueError, KeyError):
            _end(**json.loads(path.read_text()))
        path.unlink(missing_ok=True)


def _end(pid: int, began: str, signal: int, patience: float) -> None:
    """A number alone proves nothing, since numbers are used again: the moment it began must agree too."""
    if not began or beginning(pid) != began:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal)
    deadline = time.monotonic() + patience
    while beginning(pid) == began and time.monotonic() < deadline:
        time.sleep(0.05)
    if beginning(pid) == began:
        _end_group(pid)


def beginning(pid: int) -> str:
    """When a running process began, in the system's own words; empty when there is none."""
    if sys.platform != "linux":
        asked = ["ps", "-o", "lstart=", "-p", str(pid)]
        return subprocess.run(asked, check=False, capture_output=True, text=True).stdout.strip()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    state, ticks = fields[0], fields[19]
    return "" if state in "ZX" else ticks


def _end_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def tether(stop_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def tie() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:  # we died before the line above
            os._exit(1)

    return tie


def _open_log(path: Path) -> BinaryIO:
    if path.exists() and path.stat().st_size > _LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")
