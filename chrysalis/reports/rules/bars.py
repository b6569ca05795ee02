"""The geometry of a bar chart: how long each bar is, beside its words and its number."""

from collections.abc import Iterable
from dataclasses import dataclass

from chrysalis.reports.rules.small_numbers import Shown


WIDE, TALL, GAP = 300, 14, 6  # of the longest bar, of one bar, between two
LABEL = 150  # before the bars


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    top: int
    middle: int
    width: int
    is_hidden: bool

    @property
    def bottom(self) -> int:
        return self.top + TALL

    @property
    def end(self) -> int:
        return LABEL + self.width + 6


@dataclass(frozen=True)
class Chart:
    title: str
    bars: list[Bar]
    height: int
    height_mm: str

    @property
    def says(self) -> str:
        """What somebody hears who does not see it."""
        told = "; ".join(f"{bar.label}: {bar.text}" for bar in self.bars)
        return f"{self.title}. {told}."


def chart(title: str, cells: Iterable[tuple[str, Shown]]) -> Chart:
    """What is hidden has no length, which would give it away."""
    cells = list(cells)
    longest = max((shown.size for _, shown in cells), default=0) or 1
    bars = [
        Bar(
            label,
            shown.text,
            top=number * (TALL + GAP),
            middle=number * (TALL + GAP) + TALL // 2 + 4,
            width=0 if shown.is_hidden else round(WIDE * shown.size / longest),
            is_hidden=shown.is_hidden,
        )
        for number, (label, shown) in enumerate(cells)
    ]
    height = max(len(bars) * (TALL + GAP) - GAP, 1)
    return Chart(title, bars, height, f"{height * 170 / 520:.2f}mm")
