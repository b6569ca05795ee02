"""Taking turns: ours and the yardstick, round by round, first one first and then the other.

What slows the machine for a second slows both. The interval is a bootstrap over rounds: of a thousand
runs made of the same rounds drawn again, the middle 95 in a hundred.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter

from chrysalis.bench.duel import Act, Duel
from chrysalis.bench.plans import Visits


DRAWS = 1_000
SAMPLE = 0.01  # seconds that one sample should last, so that the clock's own steps do not show
MOST_REPEATS = 50


@dataclass(frozen=True)
class Result:
    duel: Duel
    ours: float  # seconds, the median
    yardstick: float
    low: float
    high: float
    visits: Visits | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.yardstick

    @property
    def verdict(self) -> str:
        """A target is missed when the whole interval is past it."""
        if self.duel.at_least:
            return _word(-self.ratio, -self.high, -self.duel.target)
        return _word(self.ratio, self.low, self.duel.target)

    @property
    def is_missed(self) -> bool:
        wanders = self.visits is not None and not self.visits.is_lean
        return self.verdict == "missed" or wanders


def measure(duel: Duel, *, rounds: int) -> Result:
    with duel.setting(), _little_to_collect():
        repeats = _repeats(duel.ours), _repeats(duel.yardstick)
        pairs = [_round(duel, repeats, ours_first=turn % 2 == 0) for turn in range(rounds)]
        visits = duel.visits() if duel.visits else None
    each = [(ours / duel.things[0], yardstick / duel.things[1]) for ours, yardstick in pairs]
    low, high = _interval(each)
    ours, yardstick = (median(side) for side in zip(*each, strict=True))
    return Result(duel, ours, yardstick, low, high, visits)


@contextmanager
def _little_to_collect() -> Iterator[None]:
    """What stands already is not gone through before each turn."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _word(found: float, kindest: float, target: float) -> str:
    if found <= target:
        return "holds"
    return "missed" if kindest > target else "near"


def _repeats(act: Act) -> int:
    """Once to warm up, once to see how long it takes."""
    act()
    return max(1, min(MOST_REPEATS, round(SAMPLE / max(_time(act, 1), 1e-6))))


def _round(duel: Duel, repeats: tuple[int, int], *, ours_first: bool) -> tuple[float, float]:
    if ours_first:
        return _time(duel.ours, repeats[0]), _time(duel.yardstick, repeats[1])
    yardstick = _time(duel.yardstick, repeats[1])
    return _time(duel.ours, repeats[0]), yardstick


def _time(act: Act, repeats: int) -> float:
    gc.collect()
    gc.disable()
    try:
        began = perf_counter()
        for _ in range(repeats):
            act()
        return (perf_counter() - began) / repeats
    finally:
        gc.enable()


def _interval(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    random = Random(1)  # noqa: S311 - the same rounds give the same interval
    drawn = sorted(_ratio(random.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    return drawn[round(DRAWS * 0.025)], drawn[round(DRAWS * 0.975) - 1]


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    ours, yardstick = zip(*pairs, strict=True)
    return median(ours) / median(yardstick)
