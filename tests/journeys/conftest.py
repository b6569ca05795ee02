"""Where people sit on a journey: at a wide screen with the script on, or at a phone without it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.journeys.hand import Hand


@dataclass(frozen=True)
class Seat:
    width: int
    has_script: bool

    def __str__(self) -> str:
        return f"{self.width} px, {'script' if self.has_script else 'no script'}"

    @property
    def mark(self) -> str:
        """For names, so that two journeys of one kind meet nobody of each other's."""
        return f"{'Q' if self.has_script else 'N'}{'W' if self.width > 640 else 'S'}"


BOTH = [Seat(1280, True), Seat(360, False)]
ALL_FOUR = [*BOTH, Seat(360, True), Seat(1280, False)]


class People:
    """Everybody who works on one case: `people("caseworker")` is the same person at the same seat whenever
    they are named, and `people.stranger()` somebody at a browser that nobody has used yet."""

    def __init__(self, desk: Callable[..., Page], seat: Seat) -> None:
        self.seat, self._desk = seat, desk
        self._seated: dict[str, Hand] = {}

    def __call__(self, who: str) -> Hand:
        if who not in self._seated:
            self._seated[who] = self._sits(who)
        return self._seated[who]

    def stranger(self) -> Hand:
        return self._sits("")

    def _sits(self, who: str) -> Hand:
        return Hand(self._desk(who, width=self.seat.width, java_script_enabled=self.seat.has_script))


@pytest.fixture(params=BOTH, ids=str)
def seat(request: pytest.FixtureRequest) -> Seat:
    return request.param


@pytest.fixture
def people(desk: Callable[..., Page], seat: Seat) -> People:
    return People(desk, seat)
