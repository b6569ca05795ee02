"""Whether the sealer keeps up: entries written as pages do, against as many read and hashed for a seal."""

from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.personas import OWNER
from chrysalis.audit import chain, merkle
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import undone
from referrals.actions.reading import read


TARGET = 20.0
WRITTEN, SEALED = 300, 10_000  # so many as one seal closes


def duels(crowd: Crowd) -> Iterator[Duel]:
    hat = crowd.providers["largest"].hat
    sealed = len(_hashed(SEALED))
    yield Duel(
        "an entry written, against sealed",
        ours=partial(_write, WRITTEN, hat),
        yardstick=partial(_seal, sealed),
        things=(WRITTEN, sealed),
        target=TARGET,
        at_least=True,
        setting=partial(undone, hat),
    )


def _write(entries: int, hat: Hat) -> None:
    for _ in range(entries):
        read([hat.worker_id], by=hat, at=timezone.now())


def _seal(entries: int) -> None:
    merkle.root(_hashed(entries))


def _hashed(most: int) -> list[bytes]:
    """The work of a seal, over entries that may be sealed already; and no seal is written. As the owner: a
    sealer waits for whatever transaction is open beside, and there may be a long one."""
    return [leaf for _, leaf in chain.leaves(chain.entries(Side.CHANGE).using(OWNER)[:most])]


BENCHES.add(Bench("sealing", "how many times faster entries are sealed than written", duels))
