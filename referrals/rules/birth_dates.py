"""Dates of birth as people type them into one box among other words.

A partial date is a date: "1991" and "March 1991" find whoever may have been born then. Day and month
are read the British way first, and then the other, since half of all records were once typed so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chrysalis.ui.dates import PartialDate, month_number


# Not inside a number, such as 12/01AB/01/123456Z.
BEGINS, ENDS = r"(?<![\w/.-])", r"(?![\w/-])"
CENTURIES = (1900, 2000)
PATTERNS = [
    re.compile(BEGINS + pattern + ENDS, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?",
        r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d\d)",
        r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[a-z]{3,9})\s+(?P<year>\d{4})",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<year>(?:19|20)\d\d)",
    )
]


@dataclass(frozen=True)
class BirthDate:
    year: int
    month: int = 0
    day: int = 0

    @property
    def is_whole(self) -> bool:
        return bool(self.day)

    @property
    def iso(self) -> str:
        return str(self._partial)

    @property
    def swapped(self) -> str:
        """The same with day and month the other way round; empty where there is no such day."""
        other = BirthDate(self.year, self.day, self.month)
        return other.iso if self.day != self.month and other.exists else ""

    @property
    def less_known(self) -> list[str]:
        """How the same day would stand in a record that knows only part of it."""
        known = [f"{self.year:04}-{self.month:02}"] if self.day else []
        return [*known, f"{self.year:04}"] if self.month else []

    @property
    def exists(self) -> bool:
        try:
            return bool(self._partial)
        except ValueError:
            return False

    @property
    def _partial(self) -> PartialDate:
        return PartialDate(self.year, self.month or None, self.day or None)


def birth_dates(typed: str) -> tuple[list[list[BirthDate]], str]:
    """What each date in the text may mean, and the text without them."""
    found: list[list[BirthDate]] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(typed):
            if meant := list(_meant(match)):
                found.append(meant)
                typed = typed.replace(match[0], " " * len(match[0]), 1)
    return found, typed


def _meant(match: re.Match[str]) -> Iterator[BirthDate]:
    parts = {"day": "", "month": "", **match.groupdict(default="")}
    month = month_number(parts["month"]) if parts["month"] else 0
    day, typed_month = int(parts["day"] or 0), int(parts["month"]) if parts["month"].isdecimal() else 0
    for year in _years(parts["year"]):
        if month is not None and BirthDate(year, month, day).exists:
            yield BirthDate(year, month, day)
        elif day and BirthDate(year, day, typed_month).exists:
            yield BirthDate(year, day, typed_month)


def _years(typed: str) -> list[int]:
    """Two digits may be of either century."""
    return [int(typed)] if len(typed) == 4 else [century + int(typed) for century in CENTURIES]
