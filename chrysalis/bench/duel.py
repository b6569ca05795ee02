"""What is measured: two ways of doing one thing, side by side, and how far apart they may be.

Milliseconds tell of a machine and its mood. A ratio between two things done in turn, in one run, on
one connection's worth of luck, tells of the code.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from chrysalis.bench.people import Crowd
from chrysalis.bench.plans import Visits
from chrysalis.registry import Registry


Act = Callable[[], object]


@dataclass(frozen=True)
class Duel:
    """`ours` is what the product does, `yardstick` what it is held against. Both run inside `setting`."""

    name: str
    ours: Act
    yardstick: Act
    # Ours may take this many times as long; or, where `at_least`, must take as many. `inf`: not judged.
    target: float
    at_least: bool = False
    things: tuple[int, int] = (1, 1)  # how many ours does in one go, and how many the yardstick
    setting: Callable[[], AbstractContextManager] = nullcontext
    visits: Callable[[], Visits] | None = None  # of our plan, where it is one


@dataclass(frozen=True)
class Bench:
    slug: str
    what: str
    duels: Callable[[Crowd], Iterator[Duel]]


BENCHES: Registry[Bench] = Registry("bench", key=lambda bench: bench.slug)
