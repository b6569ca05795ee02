import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.kernel.signin.door import Rings, Visitor, at_the_door


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


@pytest.fixture
def sergeant(world) -> Visitor:
    return at_the_door(world.sergeant)


@pytest.fixture
def caseworker(world) -> Visitor:
    return at_the_door(world.caseworker)


@pytest.fixture
def rings(monkeypatch, settings) -> Rings:
    bell = Rings()
    settings.SERVICE_URL = "http://testserver"
    monkeypatch.setattr("chrysalis.delivery.actions.sending.ring", bell)
    monkeypatch.setattr("chrysalis.signin.actions.resets.ring", bell)
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, *args, **kwargs: act())
    return bell


class Clock:
    """The clock on the wall, which a test can push on."""

    def __init__(self, monkeypatch) -> None:
        self.ahead, self._now = dt.timedelta(), timezone.now
        monkeypatch.setattr(timezone, "now", lambda: self._now() + self.ahead)

    def passes(self, **time: int) -> None:
        self.ahead += dt.timedelta(**time)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch)
