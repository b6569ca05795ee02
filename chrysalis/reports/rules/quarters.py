"""Fixed quarters, such as "2026-Q3": the same for everybody, so that no two overlap.

Figures cut at dates of somebody's choosing could be taken from one another until a single person is left.
"""

import datetime as dt
from dataclasses import dataclass


MONTHS = ("January to March", "April to June", "July to September", "October to December")


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int  # 1 to 4

    @classmethod
    def read(cls, text: str) -> "Quarter":
        year, _, number = text.partition("-Q")
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def slug(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def begins_on(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> dt.date:
        """The first day after it."""
        return self.next.begins_on

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def english(self) -> str:
        return f"{MONTHS[self.number - 1]} {self.year}"


def latest(on: dt.date, *, count: int, ended: bool) -> list[Quarter]:
    """The newest first; the one that runs is left out where only ended ones are wanted."""
    quarter = Quarter.of(on).before if ended else Quarter.of(on)
    found = [quarter]
    while len(found) < count:
        found.append(found[-1].before)
    return found
