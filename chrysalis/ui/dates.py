"""Days as people give them: whole, or only as much as is known.

"About March 2024" is kept as "2024-03", never as an invented first of the month.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Self


MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day. Written as ISO 8601 with what is unknown left off."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("A day needs a month.")
        date(self.year, self.month or 1, self.day or 1)  # raises ValueError where there is no such day

    @classmethod
    def read(cls, text: str) -> Self:
        return cls(*(int(part) for part in text.split("-")))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    @property
    def is_whole(self) -> bool:
        return self.day is not None

    @property
    def earliest(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Less known comes first: 2024 before March 2024 before 1 March 2024."""
        return self.year, self.month or 0, self.day or 0

    @property
    def spoken(self) -> str:
        """14 March 2024, March 2024, or 2024."""
        month = calendar.month_name[self.month] if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part])


def month_number(text: str) -> int | None:
    """The month that "3", "03", "Mar" or "March" means; None when it means none."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return MONTHS.get(text.casefold().rstrip("."))
