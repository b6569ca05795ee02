"""Small numbers, before figures leave the partnership: arithmetic on counts.

    cells, total = suppress({"Women": 3, "Men": 41})      # <5, withheld; 45

One to four are shown as "<5". Where one cell of a line is hidden, the next smallest is hidden as well, and
everything else is rounded to five. Then it is asked of each hidden cell whether the rest of the line,
read backwards, leaves a single number for it; as long as it does, one more is hidden, at last the total.

Why: a count of one is a person, and somebody who knows the place knows which.
"""

from collections.abc import Mapping
from dataclasses import dataclass


FEW, ROUND_TO, BASE = 5, 5, 10  # defaults: fewer than, rounded to, no percentage of fewer than
MANY = 10**9


@dataclass(frozen=True)
class Shown:
    """A count as it is printed, and the numbers that it might stand for."""

    text: str
    least: int
    most: int
    size: int = 0  # what a chart draws: nothing, for what is hidden
    is_hidden: bool = False


WITHHELD = "Withheld"
UNKNOWN = Shown(WITHHELD, 0, MANY, is_hidden=True)  # a total that is not shown
Line = dict[str, Shown]


def exactly(number: int) -> Shown:
    """For the service itself: a figure of its own is shown as it is."""
    return Shown(str(number), number, number, number)


def _rounded(number: int, *, few: int, to: int) -> Shown:
    nearest = (number + to // 2) // to * to
    least = 0 if nearest == 0 else max(nearest - to // 2, few)
    return Shown(str(nearest), least, nearest + (to - 1) // 2 if nearest else 0, nearest)


def _small(few: int) -> Shown:
    return Shown(f"<{few}", 1, few - 1, is_hidden=True)


def _withheld(few: int) -> Shown:
    return Shown(WITHHELD, few, MANY, is_hidden=True)


def _first(number: int, *, few: int, to: int) -> Shown:
    return _small(few) if 0 < number < few else _rounded(number, few=few, to=to)


def suppress(counts: Mapping[str, int], *, few: int = FEW, to: int = ROUND_TO) -> tuple[Line, Shown]:
    """One line of counts that add up, and their total, as they may be published."""
    line = {name: _first(number, few=few, to=to) for name, number in counts.items()}
    total = _first(sum(counts.values()), few=few, to=to)
    if any(shown.is_hidden for shown in line.values()):
        _hide_next(line, counts, few)
    while gives_away(line, total):
        if not _hide_next(line, counts, few):
            return line, UNKNOWN
    return line, total


def suppress_table(
    table: Mapping[str, Mapping[str, int]], *, few: int = FEW, to: int = ROUND_TO
) -> tuple[dict[str, Line], Line, Line]:
    """A table of two characteristics, never more: its cells, the totals of its rows and of its columns."""
    names = list(next(iter(table.values()), {}))
    down = {name: {row: table[row][name] for row in table} for name in names}
    cells = {row: {name: _first(table[row][name], few=few, to=to) for name in names} for row in table}
    across = {row: _first(sum(table[row].values()), few=few, to=to) for row in table}
    below = {name: _first(sum(down[name].values()), few=few, to=to) for name in names}
    while _hide_in_lines(cells, table, across, below, down, few):
        pass
    return cells, across, below


def _hide_in_lines(
    cells: dict[str, Line],
    table: Mapping[str, Mapping[str, int]],
    across: Line,
    below: Line,
    down: Mapping[str, Mapping[str, int]],
    few: int,
) -> bool:
    """Hide one more cell, or a total, where some line would give one away. Whether that was needed."""
    for row, line in cells.items():
        if _needs_more(line, table[row], across[row]):
            if not _hide_next(line, table[row], few):
                across[row] = UNKNOWN
            return True
    for name in below:
        line = {row: cells[row][name] for row in cells}
        if _needs_more(line, down[name], below[name]):
            smallest = _next_smallest(line, down[name])
            if smallest is None:
                below[name] = UNKNOWN
            else:
                cells[smallest][name] = _withheld(few)
            return True
    return False


def _needs_more(line: Line, counts: Mapping[str, int], total: Shown) -> bool:
    hidden = sum(shown.is_hidden for shown in line.values())
    is_alone = hidden == 1 and _next_smallest(line, counts) is not None
    return total != UNKNOWN and (is_alone or gives_away(line, total))


def gives_away(line: Line, total: Shown) -> bool:
    """Whether some hidden cell could only be one number, given all the rest of the line."""
    if total == UNKNOWN:
        return False
    least, most = sum(s.least for s in line.values()), sum(s.most for s in line.values())
    for shown in line.values():
        if not shown.is_hidden:
            continue
        low = max(shown.least, total.least - (most - shown.most))
        high = min(shown.most, total.most - (least - shown.least))
        if low >= high:
            return True
    return False


def _next_smallest(line: Line, counts: Mapping[str, int]) -> str | None:
    """The smallest cell that is shown and is not nothing."""
    shown = [name for name in line if not line[name].is_hidden and counts[name]]
    return min(shown, key=lambda name: counts[name], default=None)


def _hide_next(line: Line, counts: Mapping[str, int], few: int) -> bool:
    name = _next_smallest(line, counts)
    if name is None:
        return False
    line[name] = _withheld(few)
    return True


def percent(part: Shown, base: Shown, *, fewest: int = BASE) -> str:
    """Of what is shown, never of what is behind it; none of a base under ten."""
    if part.is_hidden or base.is_hidden or base.size < fewest:
        return "Not shown"
    return f"{round(100 * part.size / base.size)}%"
