"""How many cases sixteen people read in a second when each reading is logged, against the same unlogged.

Each reads as a page does, in a transaction of their own; what is logged is committed.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier
from uuid import UUID

from django.db import connections
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from referrals import queries
from referrals.actions.reading import read


PEOPLE, EACH = 16, 10
TARGET = 2.5  # times as long: 0.4 of the readings


class Readers:
    """Sixteen threads with a connection each, for as long as somebody is `at_work`."""

    def __init__(self, hat: Hat) -> None:
        self._hat, self._keys = hat, _keys_of(hat)
        self._threads: ThreadPoolExecutor

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with ThreadPoolExecutor(PEOPLE) as self._threads:
            try:
                yield
            finally:
                self._all(_leave, Barrier(PEOPLE))

    def read(self, *, is_logged: bool) -> None:
        self._all(partial(self._read, is_logged=is_logged), Barrier(PEOPLE))

    def _all(self, act: Callable[[Barrier], None], together: Barrier) -> None:
        for done in [self._threads.submit(act, together) for _ in range(PEOPLE)]:
            done.result()

    def _read(self, together: Barrier, *, is_logged: bool) -> None:
        together.wait()
        for key in self._keys:
            with acting_as(self._hat):
                found = queries.cases(self._hat).get(pk=key)
                if is_logged:
                    read([found.pk], by=self._hat, at=timezone.now())


def _keys_of(hat: Hat) -> list[UUID]:
    with acting_as(hat):
        return list(queries.cases(hat).order_by("pk").values_list("pk", flat=True)[:EACH])


def _leave(together: Barrier) -> None:
    """Each thread once: none takes a second turn before all have had their first."""
    together.wait()
    connections.close_all()


def duels(crowd: Crowd) -> Iterator[Duel]:
    readers = Readers(crowd.providers["middling"].hat)
    done = PEOPLE * EACH
    yield Duel(
        "a case read by each of sixteen at once",
        ours=partial(readers.read, is_logged=True),
        yardstick=partial(readers.read, is_logged=False),
        things=(done, done),
        target=TARGET,
        setting=readers.at_work,
    )


BENCHES.add(Bench("readers", "sixteen people reading at once, logged against not", duels))
