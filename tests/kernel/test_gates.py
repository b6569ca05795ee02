"""Silence means hold, and so does everything else that is not a plain and timely yes."""

import time
from collections.abc import Iterator
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.db import connection

from chrysalis import gates
from chrysalis.access.context import acting_as
from chrysalis.access.database import database_role
from chrysalis.agencies.queries import make_hat
from chrysalis.gates import GATES, Answer, Gate, answers
from referrals.models import Referral


@pytest.fixture(autouse=True)
def _own_gates() -> Iterator[None]:
    with mock.patch.dict(GATES._items), mock.patch.dict(gates._gatekeepers):
        yield


@pytest.fixture
def gate() -> Gate:
    return GATES.add(Gate("lock", "May the boat pass?"))


def asks(world, gate: Gate) -> Answer:
    """A caseworker asks, and is still the caseworker afterwards, with the same patience."""
    with acting_as(make_hat(world.caseworker.membership)):
        before = _standing()
        answer = gate.ask(client_id=uuid4())
        assert _standing() == before
        assert not Referral.objects.exists(), "the transaction goes on"
        return answer


def _standing() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('statement_timeout'), ctx_agency_id()::text")
        return cursor.fetchone()


def test_a_plain_yes_opens_and_is_given_as_the_gatekeeper(world, gate):
    stood_as = []

    @answers("lock")
    def may_pass(*, client_id: UUID) -> Answer:
        stood_as.append(_standing()[0])
        return Answer.CLEAR

    assert asks(world, gate) is Answer.CLEAR
    assert stood_as == [database_role("gatekeeper")]


def test_nobody_at_the_gate_means_hold(world, gate):
    assert asks(world, gate) is Answer.HOLD


@pytest.mark.parametrize("word", [Answer.HOLD, "clear", True, None])
def test_any_other_answer_means_hold(world, gate, word):
    answers("lock")(lambda *, client_id: word)
    assert asks(world, gate) is Answer.HOLD


def test_an_error_means_hold_and_undoes_nothing_of_the_caller(world, gate):
    @answers("lock")
    def stumble(*, client_id: UUID) -> Answer:
        raise ZeroDivisionError

    assert asks(world, gate) is Answer.HOLD


def test_what_the_gatekeeper_may_not_see_means_hold(world, gate):
    """SAFETY: the persona was granted nothing of a referral; looking at one fails the question, closed."""

    @answers("lock")
    def look(*, client_id: UUID) -> Answer:
        return Answer.HOLD if Referral.objects.exists() else Answer.CLEAR

    assert asks(world, gate) is Answer.HOLD


def test_a_slow_statement_means_hold(world, gate, monkeypatch):
    monkeypatch.setattr(gates, "PATIENCE", 0.05)
    ended = []

    @answers("lock")
    def dawdle(*, client_id: UUID) -> Answer:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")
        ended.append(client_id)
        return Answer.CLEAR

    assert asks(world, gate) is Answer.HOLD
    assert not ended, "The statement is cut short; whoever asks does not wait for it."


def test_a_late_answer_means_hold(world, gate, monkeypatch):
    monkeypatch.setattr(gates, "PATIENCE", 0.05)

    @answers("lock")
    def ponder(*, client_id: UUID) -> Answer:
        time.sleep(0.1)
        return Answer.CLEAR

    assert asks(world, gate) is Answer.HOLD


def test_two_gatekeepers_are_refused(gate):
    answers("lock")(lambda **keys: Answer.CLEAR)
    with pytest.raises(ValueError, match="Two gatekeepers"):
        answers("lock")(lambda **keys: Answer.CLEAR)


def test_a_gate_that_nobody_asks_at_is_refused():
    with pytest.raises(LookupError):
        answers("nowhere")(lambda **keys: Answer.CLEAR)
