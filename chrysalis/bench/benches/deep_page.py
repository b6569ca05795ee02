"""A page far down a list, against its first page."""

from collections.abc import Iterator
from functools import partial

from chrysalis.access.context import acting_as
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd, Person
from chrysalis.bench.plans import visits
from chrysalis.bench.statements import send, taken_down, undone
from chrysalis.ui.keyset import Mark, Order, slice_of
from referrals import queries


TARGET = 1.15
SIZE = 25
NEWEST = Order("opened_at", descending=True)


def duels(crowd: Crowd) -> Iterator[Duel]:
    for size in ("largest", "middling"):
        person = crowd.providers[size]
        first, deep = _statement(person, None), _statement(person, _three_quarters_down(person))
        yield Duel(
            f"cases, {size} ({person.size})",
            ours=send([deep]),
            yardstick=send([first]),
            target=TARGET,
            setting=partial(undone, person.hat),
            visits=partial(visits, deep),
        )


def _three_quarters_down(person: Person) -> Mark:
    with acting_as(person.hat):
        cases = NEWEST.apply(queries.cases(person.hat))
        return Mark.of(cases[cases.count() * 3 // 4], NEWEST)


def _statement(person: Person, after: Mark | None) -> str:
    asked = partial(slice_of, order=NEWEST, after=after, before=None, size=SIZE)
    return taken_down(lambda: asked(queries.cases(person.hat)), by=person.hat)[-1]


BENCHES.add(Bench("deep-page", "the page three quarters down a list, against the first", duels))
