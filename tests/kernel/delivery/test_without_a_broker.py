"""What waits to be sent needs neither bell nor schedule: the worker looks by itself."""

import pytest

from chrysalis.delivery.tasks import send_waiting
from chrysalis.events import sweeping


def test_messages_go_out_while_the_broker_is_away(post, mail_server, settings, monkeypatch):
    settings.DELIVERY_URL = "smtp:"
    monkeypatch.setattr("django.utils.timezone.now", lambda: post.now)
    monkeypatch.setattr(sweeping, "close_old_connections", lambda: None)  # the test's own is the one
    post.puts_in(2)
    assert send_waiting in sweeping.SWEEPS
    for look in sweeping.SWEEPS:
        sweeping.sweep_once(look)
    assert len(mail_server.letters) == 2


def test_a_look_that_fails_is_not_the_end_of_looking(caplog):
    def fails() -> None:
        raise ZeroDivisionError("of somebody's name")

    sweeping.sweep_once(fails)
    assert "ZeroDivisionError" in caplog.text
    assert "name" not in caplog.text.replace("name=", "")


@pytest.fixture(autouse=True)
def _transport_of_the_test(monkeypatch, post):
    monkeypatch.setattr("chrysalis.delivery.tasks.transport", lambda: post.through)
