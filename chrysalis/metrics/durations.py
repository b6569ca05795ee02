"""How long pages take: a histogram by view and status, counted in memory that the web server's processes
share.

The memory is set aside when the first process loads this module and is inherited by those it forks
(gunicorn with --preload), so that asking any of them gives the figures of all. It needs no file and no
lock, and a process that is killed leaves nothing to tidy up. Two that count at the very same instant may
lose one count: good enough for a curve, and no page ever waits for it.
"""

import mmap
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from chrysalis.decided import pages


BOUNDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
STATUSES = (200, 204, 301, 302, 400, 403, 404, 405, 409, 429, 500, 503)
OTHER = "other"
MOST_VIEWS = 600
_CELLS = len(BOUNDS) + 2  # one a bound, one beyond the last, and the sum in microseconds
_ROWS = len(STATUSES) + 1
_kept = memoryview(mmap.mmap(-1, MOST_VIEWS * _ROWS * _CELLS * 8)).cast("Q")


@dataclass(frozen=True)
class Curve:
    view: str
    status: str
    counts: tuple[int, ...]  # each with those below it; the last is all of them
    seconds: float


def observe(view: str, status: int, seconds: float) -> None:
    start = _start(_views().get(view, 0), _row(status))
    _kept[start + bisect_left(BOUNDS, seconds)] += 1
    _kept[start + _CELLS - 1] += int(seconds * 1_000_000)


def curves() -> Iterator[Curve]:
    """Of every view that was asked for."""
    for view, number in _views().items():
        for row, status in enumerate((*STATUSES, OTHER)):
            start = _start(number, row)
            counts = tuple(accumulate(_kept[start : start + _CELLS - 1]))
            if counts[-1]:
                yield Curve(view, str(status), counts, _kept[start + _CELLS - 1] / 1_000_000)


@cache
def _views() -> dict[str, int]:
    """A number a view, the same in every process, since all of them read the same table of pages."""
    names = sorted({page.name for page in pages()})[: MOST_VIEWS - 1]
    return {name: number for number, name in enumerate([OTHER, *names])}


def _row(status: int) -> int:
    return STATUSES.index(status) if status in STATUSES else len(STATUSES)


def _start(view: int, row: int) -> int:
    return (view * _ROWS + row) * _CELLS
