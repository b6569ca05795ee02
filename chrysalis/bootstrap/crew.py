"""Children that are started again when they die, with growing patience."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from chrysalis.bootstrap.children import Child
from chrysalis.bootstrap.console import say


_LONGEST_WAIT = 30.0
_SETTLED = 60.0  # seconds after which an earlier death is forgotten


@dataclass
class Watched:
    child: Child
    deaths: int = 0
    started_at: float = field(default_factory=time.monotonic)
    due_at: float | None = None

    def look(self, now: float) -> None:
        if self.child.is_running:
            return
        if self.due_at is None:
            self._plan(now)
        elif now >= self.due_at:
            self._start_again(now)

    def _plan(self, now: float) -> None:
        self.deaths = 0 if now - self.started_at > _SETTLED else self.deaths
        wait = min(_LONGEST_WAIT, 2.0**self.deaths - 1)
        self.deaths, self.due_at = self.deaths + 1, now + wait
        log = self.child.home.log(self.child.name)
        say(f"{self.child.name} stopped by itself (see {log}); starting it again in {wait:.0f} s.")

    def _start_again(self, now: float) -> None:
        self.child.stop()  # the rest of its group, when only its head is gone
        self.child.start()
        self.started_at, self.due_at = now, None


def watch(children: list[Child]) -> None:
    """Until somebody interrupts."""
    watched = [Watched(child) for child in children]
    while True:
        for one in watched:
            one.look(time.monotonic())
        time.sleep(0.2)
