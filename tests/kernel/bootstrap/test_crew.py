"""A program that dies is started again; one that keeps dying is given more time each time."""

from types import SimpleNamespace

import pytest

from chrysalis.bootstrap.crew import Watched


class Fragile:
    """Stands for a child whose program dies whenever it is told to."""

    name = "web"
    home = SimpleNamespace(log=lambda name: f"logs/{name}.log")

    def __init__(self) -> None:
        self.is_running = True
        self.starts = 0

    def start(self) -> None:
        self.starts += 1
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False


def test_the_first_death_is_mended_at_once(capsys: pytest.CaptureFixture) -> None:
    child = Fragile()
    watched = Watched(child, started_at=0)
    child.is_running = False
    watched.look(10)
    watched.look(10)
    assert child.starts == 1
    assert "web stopped by itself (see logs/web.log)" in capsys.readouterr().out


def test_each_further_death_waits_longer() -> None:
    child = Fragile()
    watched = Watched(child, started_at=0)
    waits = [_wait_after_death(child, watched, now=float(moment)) for moment in range(0, 280, 40)]
    assert waits == [0, 1, 3, 7, 15, 30, 30]


def test_a_death_long_after_the_last_one_counts_as_the_first() -> None:
    child = Fragile()
    watched = Watched(child, deaths=5, started_at=0)
    assert _wait_after_death(child, watched, now=3600) == 0


def _wait_after_death(child: Fragile, watched: Watched, *, now: float) -> float:
    child.is_running = False
    watched.look(now)
    wait = watched.due_at - now
    watched.look(watched.due_at)
    return wait
