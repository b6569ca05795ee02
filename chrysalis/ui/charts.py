"""Charts as pictures that the server draws: numbers in, places on a sheet out.

    chart = steps([Point(at, 2, "High"), …], scale=("Low", "Middle", "High"), until=now, title="Grade")

A template draws what stands here (`components/chart_steps.html`), and always with its table: a chart is
looked at, a table is read. Nothing hangs on colour, so that it prints in grey.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass


# The sheet, in its own units: narrow, so that its words can still be read on a telephone.
WIDTH, TOP, BOTTOM, LEFT, RIGHT = 460, 16, 34, 92, 16
ROW = 44
LEAST_APART = 112  # between two dates written under the sheet, and from the last to the edge


@dataclass(frozen=True)
class Point:
    """From this moment on, this place on the scale."""

    at: dt.datetime
    rank: int
    words: str


@dataclass(frozen=True)
class Mark:
    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Steps:
    """A line that stays where it is until somebody moves it."""

    title: str
    summary: str  # what the line does, for whoever does not see it
    width: int
    height: int
    left: int
    right: int
    path: str
    marks: tuple[Mark, ...]
    rows: tuple[Mark, ...]  # the names of the scale, each at its height
    dates: tuple[Mark, ...]


def steps(points: Sequence[Point], *, scale: Sequence[str], until: dt.datetime, title: str) -> Steps:
    """The oldest point first; there is at least one."""
    height = TOP + ROW * (len(scale) - 1) + BOTTOM
    across = _across(points[0].at, max(until, points[-1].at))
    marks = tuple(Mark(across(found.at), _down(found.rank, scale), found.words) for found in points)
    return Steps(
        title=title,
        summary=_summary(points),
        width=WIDTH,
        height=height,
        left=LEFT,
        right=WIDTH - RIGHT,
        path=_path(marks, end=WIDTH - RIGHT),
        marks=marks,
        rows=tuple(Mark(LEFT - 10, _down(rank, scale), words) for rank, words in enumerate(scale)),
        dates=tuple(_dates(points, marks, y=height - 8)),
    )


def _across(first: dt.datetime, last: dt.datetime) -> Callable[[dt.datetime], int]:
    """From a moment to a place between left and right. One moment alone stands at the left."""
    length = (last - first).total_seconds() or 1
    room = WIDTH - LEFT - RIGHT
    return lambda at: LEFT + round(room * (at - first).total_seconds() / length)


def _down(rank: int, scale: Sequence[str]) -> int:
    return TOP + ROW * (len(scale) - 1 - rank)


def _path(marks: Sequence[Mark], *, end: int) -> str:
    corners = "".join(f" H{mark.x} V{mark.y}" for mark in marks[1:])
    return f"M{marks[0].x} {marks[0].y}{corners} H{end}"


def _dates(points: Sequence[Point], marks: Sequence[Mark], *, y: int) -> list[Mark]:
    """Under the first point, and under each later one that has room."""
    written: list[Mark] = []
    for point, mark in zip(points, marks, strict=True):
        if not written or mark.x - written[-1].x >= LEAST_APART:
            written.append(Mark(min(mark.x, WIDTH - LEAST_APART), y, f"{point.at:%-d %b %Y}"))
    return written


def _summary(points: Sequence[Point]) -> str:
    return "; ".join(f"{found.at:%-d %B %Y}: {found.words}" for found in points)
