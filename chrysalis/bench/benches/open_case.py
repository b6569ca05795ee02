"""Opening a case and reading what is in it: under row security, against the same reads without."""

from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from chrysalis.access.hat import Hat
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import send, send_as_owner, taken_down, undone
from referrals import queries
from referrals.actions.reading import open_case
from referrals.models import Case
from referrals.of_case import of_case


TARGET = 1.4


def duels(crowd: Crowd) -> Iterator[Duel]:
    for size, person in crowd.providers.items():
        said = taken_down(partial(_open_and_read, person.hat), by=person.hat)
        statements = said[_first_of_opening(said) :]
        yield Duel(
            f"opened, logged and read, {size}",
            ours=send(statements, undo=True),
            yardstick=send_as_owner(statements, undo=True),
            target=TARGET,
            setting=partial(undone, person.hat),
        )


def _open_and_read(hat: Hat) -> None:
    """What the page of a case asks, from the moment that it has found the case."""
    case: Case = queries.cases(hat).order_by("-opened_at", "-id")[0]
    open_case(case, by=hat, at=timezone.now())
    of_case(hat, case)


def _first_of_opening(said: list[str]) -> int:
    return next(place for place, statement in enumerate(said) if statement.startswith("INSERT"))


BENCHES.add(Bench("open-case", "a case opened and read: the entry, the context, and what it shows", duels))
