"""What two dates of birth say of whether two records are of one person.

Half of all slips are one figure mistyped, or day and month the other way round.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from chrysalis.ui.dates import PartialDate


SAME_DAY, SWAPPED, ONE_FIGURE, SAME_MONTH, SAME_YEAR, ANOTHER = 30, 24, 18, 10, 4, -20
A_GENERATION = 13  # years


@dataclass(frozen=True)
class Said:
    """What one comparison says: how much, and in which words; no words where nothing can be said."""

    points: int
    words: str


def of_birth(one: str, other: str) -> Said:
    """Dates as they are kept: "1990", "1990-03", "1990-03-14", or nothing."""
    if not one or not other:
        return Said(0, "")
    known = min(len(one), len(other))
    if one[:known] == other[:known]:
        return _agreeing(known)
    if known < len("1990-03-14"):
        return Said(ANOTHER, "born at another time")
    if one[:4] == other[:4] and one[5:7] == other[8:] and one[8:] == other[5:7]:
        return Said(SWAPPED, "birth dates differ by swapped day and month")
    if _slips(one, other) == 1:
        return Said(ONE_FIGURE, "birth dates differ by one figure")
    if abs(int(one[:4]) - int(other[:4])) >= A_GENERATION:
        return Said(
            ANOTHER, f"born in another year, {_year(one)} and {_year(other)}: may be a parent or a child"
        )
    return Said(ANOTHER, "born on another day")


def mistyped(date: str) -> set[str]:
    """The days that differ from this one by one figure, or by two that stand together and changed places."""
    replaced = {f"{date[:n]}{figure}{date[n + 1 :]}" for n in range(len(date)) for figure in "0123456789"}
    swapped = {f"{date[:n]}{date[n + 1]}{date[n]}{date[n + 2 :]}" for n in range(len(date) - 1)}
    return {each for each in replaced | swapped if _is_day(each)} - {date}


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _agreeing(known: int) -> Said:
    if known == len("1990"):
        return Said(SAME_YEAR, "born in the same year, as far as is known")
    if known == len("1990-03"):
        return Said(SAME_MONTH, "born in the same month, as far as is known")
    return Said(SAME_DAY, "born the same day")


def _slips(one: str, other: str) -> int:
    """Figures that differ; two that stand together and changed places are one slip."""
    differ = [number for number, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    swapped = [
        (first, second)
        for first, second in pairwise(differ)
        if one[first] == other[second] and one[second] == other[first] and second - first == 1
    ]
    return len(differ) - len(swapped)


def _year(date: str) -> int:
    return PartialDate.read(date).year
