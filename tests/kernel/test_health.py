"""What a machine may ask: is anybody there, and can they work. A stranger learns no more than yes or no."""

import pytest
import redis
from django.utils import timezone

from chrysalis import health, pulse


class Broker:
    """A broker that keeps one word, or is away."""

    def __init__(self, *, is_away: bool = False) -> None:
        self.kept: bytes | None = None
        self.is_away = is_away

    def set(self, key: str, value: str) -> None:
        self.kept = value.encode()

    def get(self, key: str) -> bytes | None:
        if self.is_away:
            raise redis.ConnectionError
        return self.kept


@pytest.fixture
def broker(monkeypatch) -> Broker:
    made = Broker()
    monkeypatch.setattr(pulse, "_broker", lambda: made)
    return made


def test_the_process_answers_without_asking_anybody(client):
    """No database is given to this test: asking it anything would fail."""
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_once_a_worker_has_beaten(client, broker):
    assert client.get("/readyz").status_code == 503
    pulse.beat()
    ready = client.get("/readyz")
    assert (ready.status_code, ready.content) == (200, b"ready\n")


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["worker silent", "broker away", "not migrated"])
def test_not_ready_says_nothing_of_why(client, broker, monkeypatch, what):
    pulse.beat()
    assert client.get("/readyz").status_code == 200
    if what == "worker silent":
        broker.set(pulse.KEY, (timezone.now() - 2 * pulse.FRESH).isoformat())
    broker.is_away = what == "broker away"
    if what == "not migrated":
        monkeypatch.setattr(health, "is_migrated", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
