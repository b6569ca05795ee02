"""Small numbers: hand-made tables, and a reader with all the rest of a table who wants the hidden cell."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chrysalis.reports.rules.small_numbers import (
    UNKNOWN,
    Shown,
    exactly,
    gives_away,
    percent,
    suppress,
    suppress_table,
)


def texts(counts, **rule):
    line, total = suppress(counts, **rule)
    return {name: shown.text for name, shown in line.items()}, total.text


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ({"a": 41, "b": 58}, {"a": "40", "b": "60"}, "100"),
        ({"a": 3, "b": 41, "c": 12}, {"a": "<5", "b": "40", "c": "Withheld"}, "55"),
        ({"a": 0, "b": 41}, {"a": "0", "b": "40"}, "40"),
        ({"a": 3, "b": 0}, {"a": "<5", "b": "0"}, "<5"),
        ({"a": 2, "b": 4, "c": 30}, {"a": "<5", "b": "<5", "c": "Withheld"}, "35"),
        # Four and four under a total of ten could be nothing else: the total goes too.
        ({"a": 4, "b": 4}, {"a": "<5", "b": "<5"}, "Withheld"),
        ({"a": 0, "b": 0}, {"a": "0", "b": "0"}, "0"),
        ({"a": 5, "b": 7}, {"a": "5", "b": "5"}, "10"),
    ],
)
def test_tables_made_by_hand(counts, cells, total):
    assert texts(counts) == (cells, total)


def test_the_threshold_is_each_reports_own():
    assert texts({"a": 7, "b": 41, "c": 22}, few=10)[0] == {"a": "<10", "b": "40", "c": "Withheld"}


def test_own_figures_are_exact():
    assert exactly(3).text == "3"


@pytest.mark.parametrize(
    ("part", "base", "shown"),
    [(20, 40, "50%"), (5, 9, "50%"), (3, 40, "Not shown"), (5, 7, "Not shown"), (0, 0, "Not shown")],
)
def test_no_percentage_of_fewer_than_ten(part, base, shown):
    found = [suppress({"": number})[0][""] for number in (part, base)]
    assert percent(*found) == shown


COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=4)


def _could_be(shown: Shown) -> range:
    """The numbers that a cell may stand for, as somebody reads it who knows the rules; withheld ones far
    enough that no total stops them early."""
    return range(shown.least, min(shown.most, 24) + 1)


@given(COUNTS)
@settings(deadline=None, max_examples=300)
def test_no_hidden_cell_can_be_worked_out_by_subtraction(numbers):
    """Every table that agrees with what is printed is tried: of each hidden cell at least two are left."""
    counts = {str(place): number for place, number in enumerate(numbers)}
    line, total = suppress(counts)
    shown = list(line.values())
    hidden = [place for place, cell in enumerate(shown) if cell.is_hidden]
    possible: dict[int, set[int]] = {place: set() for place in hidden}
    for table in product(*(_could_be(cell) for cell in shown)):
        if total == UNKNOWN or total.least <= sum(table) <= total.most:
            for place in hidden:
                possible[place].add(table[place])
    assert all(len(found) > 1 for found in possible.values()), (counts, line, total, possible)


@given(COUNTS)
def test_what_is_printed_is_true(numbers):
    counts = {str(place): number for place, number in enumerate(numbers)}
    line, total = suppress(counts)
    for name, shown in line.items():
        assert shown.least <= counts[name] <= shown.most
    assert total.least <= sum(numbers) <= total.most


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4))
@settings(deadline=None)
def test_no_line_of_a_table_of_two_gives_a_cell_away(numbers):
    table = {f"r{n}": dict(zip("abc", line, strict=True)) for n, line in enumerate(numbers)}
    cells, across, below = suppress_table(table)
    for row, line in cells.items():
        assert not gives_away(line, across[row])
    for name in "abc":
        assert not gives_away({row: cells[row][name] for row in cells}, below[name])


def test_a_table_of_two_hides_across_and_down():
    table = {"West": {"Men": 40, "Women": 3}, "East": {"Men": 30, "Women": 20}}
    cells, across, _ = suppress_table(table)
    assert [cells["West"]["Women"].text, cells["West"]["Men"].text] == ["<5", "Withheld"]
    assert [cells["East"]["Women"].text, cells["East"]["Men"].text] == ["Withheld", "Withheld"]
    assert across["West"].text == "45"
