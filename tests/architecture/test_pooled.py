"""Through a pooler: the next transaction of a connection is somebody else's, and sees only what is theirs.

Two connections serve all the hats in turn, in a committed copy of the tests' database, as a pooler in
transaction mode would have them do. CHRYSALIS_POOLER=host:port sends the same questions through a real one.
"""

import itertools
import os
from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as
from chrysalis.access.walls import our_models
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from tests import eye
from tests.architecture import oracle, tried
from tests.architecture.makers import Maker
from tests.architecture.test_three_ways import Question, keys_of, questions, wearing


POOLER = os.environ.get("CHRYSALIS_POOLER", "")
WORLDS, ROUNDS = 18, 3
Expected = dict[str, Set[str]]


@pytest.fixture
def copied(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A copy of the database, so that what is made here can be committed; the connections lead to it."""
    usual = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        connections["default"].close()
        _as_owner(f'CREATE DATABASE "{usual}_pooled" TEMPLATE "{usual}"')
        connections["default"].settings_dict["NAME"] = f"{usual}_pooled"
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"].settings_dict["NAME"] = usual
            _end_what_a_pooler_keeps(f"{usual}_pooled")
            _as_owner(f'DROP DATABASE "{usual}_pooled" WITH (FORCE)')


def _end_what_a_pooler_keeps(name: str) -> None:
    with connections["default"].cursor() as cursor:
        # Not what the server itself does there, which nobody else may end, and which gives way.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND backend_type = 'client backend'",
            [name],
        )
    connections["default"].close()


def _as_owner(statement: str) -> None:
    owner = connections["owner"]
    owner.close()
    with owner.cursor() as cursor:
        cursor.execute(statement)
    owner.close()


def test_the_first_hat_of_a_transaction_asks_nothing_of_one_before_it_and_leaves_nothing(copied):
    with transaction.atomic(), eye.seeing():
        first, second = map(make_hat, Membership.objects.select_related("agency").order_by("pk")[:2])
    with CaptureQueriesContext(connection) as asked, acting_as(first):
        assert _worn() == str(first.worker_id)
        before = [each["sql"] for each in asked.captured_queries if "coalesce" in each["sql"]]
        with acting_as(second):
            assert _worn() == str(second.worker_id)
        assert _worn() == str(first.worker_id)
    assert before == []
    assert _worn() == ""


def _worn() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('chrysalis.worker_id', true)")
        return cursor.fetchone()[0] or ""


def test_two_connections_serve_every_hat_and_mix_up_none(copied):
    shown = 0
    with transaction.atomic(), eye.seeing():
        asked = [(question, _expected(question)) for question in list(_questions())]
    with _two_connections() as turn:
        for question, expected in asked * ROUNDS:
            turn()
            found = _found(question)
            assert found == expected, question.hat.role_slug
            shown += sum(map(len, found.values()))
            assert _as_left() == {"role": "none", "agency": ""}
    assert shown, "nobody saw anything"
    print(f"pooled: {len(asked) * ROUNDS} hats over two connections, {shown} rows, no mix-up")  # noqa: T201 - a figure


def _questions() -> Iterator[Question]:
    """Some people of some worlds, all of them committed; each may be somebody else in another world."""
    for seed in range(WORLDS):
        maker = Maker(f"pooled {seed}")
        maker.world()
        *_, last = (question for question in questions(maker) if not question.hat.opened_as)
        yield last  # whose role is the one in force


def _case_data() -> list[Any]:
    return [model for model in our_models() if model.Privacy.side is not Side.NEITHER]


def _expected(question: Question) -> Expected:
    return {model._meta.label: _just(question, model) for model in _case_data()}


def _just(question: Question, model: Any) -> set[str]:
    judge = oracle.verdict(model._meta.label, question.hat.persona)
    return keys_of(row for row in model._base_manager.values() if judge.sees(question.asker, row))


def _found(question: Question) -> Expected:
    with wearing(question):
        seen = tried.each(tried.reading(model) for model in _case_data())
    return {model._meta.label: outcome.keys for model, outcome in zip(_case_data(), seen, strict=True)}


@contextmanager
def _two_connections() -> Iterator[Any]:
    """A call that hands the next transaction to the other connection; or the pooler, which does so itself."""
    if POOLER:
        with _through_the_pooler():
            yield lambda: connection.close()
        return
    connection.close()
    pool = []
    for _ in range(2):
        connection.connect()
        pool.append(connection.connection)
        connection.connection = None
    turns = itertools.cycle(pool)

    def turn() -> None:
        connection.connection = next(turns)

    yield turn
    connection.connection = None
    for each in pool:
        each.close()


@contextmanager
def _through_the_pooler() -> Iterator[None]:
    settings = connection.settings_dict
    before = {name: settings[name] for name in ("HOST", "PORT")}
    connection.close()
    settings["HOST"], _, settings["PORT"] = POOLER.partition(":")
    try:
        yield
    finally:
        connection.close()
        settings.update(before)


def _as_left() -> dict[str, str]:
    """What a transaction finds of the one before it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role'), coalesce(current_setting('chrysalis.agency_id', true), '')"
        )
        role, agency = cursor.fetchone()
    return {"role": role, "agency": agency}
