"""The statements that the product really sends, taken down once and then sent again without the product.

So what is measured is the database's work under row security against the same statement without, and
a bench cannot drift away from the page that it speaks of.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.access.personas import OWNER


CONTEXT = "SELECT set_config"
OF_INTEREST = ("SELECT", "INSERT", "UPDATE")


def taken_down(act: Callable[[], object], *, by: Hat) -> list[str]:
    """What `act` asks the database as the hat, and nothing of it is kept."""
    with transaction.atomic(), acting_as(by):
        with CaptureQueriesContext(connection) as captured:
            act()
        transaction.set_rollback(True)
    said = [query["sql"] for query in captured.captured_queries]
    return [statement for statement in said if statement.startswith(OF_INTEREST)]


def without_context(statements: list[str]) -> list[str]:
    return [statement for statement in statements if not statement.startswith(CONTEXT)]


def send(
    statements: list[str], *, using: str = "default", undo: bool = False, check: bool = False
) -> Callable[[], None]:
    """All of them in turn, every row fetched; `undo` takes back what they write, each time, and `check` has
    the references looked at that are looked at when it is kept."""
    around = ["SAVEPOINT turn", "ROLLBACK TO turn"] if undo else []
    checks = ["SET CONSTRAINTS ALL IMMEDIATE"] if check else []

    def act() -> None:
        with connections[using].cursor() as cursor:
            for statement in [*around[:1], *statements, *checks, *around[1:]]:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()

    return act


def whole(act: Callable[[], object]) -> Callable[[], None]:
    """An action with all that it works out, and what the database checks when it is kept; then taken back."""

    def turn() -> None:
        with transaction.atomic():
            act()
            _check_now("default")
            transaction.set_rollback(True)

    return turn


def _check_now(using: str) -> None:
    """References are checked at the end of a transaction, and these never come to theirs."""
    with connections[using].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def send_as_owner(statements: list[str], *, undo: bool = False, check: bool = False) -> Callable[[], None]:
    """The yardstick: as the owner, whose policies the planner leaves out, being `true`."""
    return send(without_context(statements), using=OWNER, undo=undo, check=check)


@contextmanager
def undone(hat: Hat) -> Iterator[None]:
    """Around a duel: ours as the hat, the yardstick as the owner; what either writes is taken back."""
    with transaction.atomic(using=OWNER), transaction.atomic(), acting_as(hat):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using=OWNER)
