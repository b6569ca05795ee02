"""How dangerous somebody is judged to be: levels, how near it is, and what follows from a level.

A grade is a person's judgement. A tool informs it, and can ask for a second person; it never sets it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Level(StrEnum):
    """How dangerous somebody judged the person to be, to partners in general."""

    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Imminence(StrEnum):
    """How near it is."""

    NOW = "now"
    DAYS = "days"
    WEEKS = "weeks"
    NOT = "not"


# SAFETY: the highest says what is needed, and never that somebody is on any list or at any meeting.
LEVEL_WORDS = {
    Level.STANDARD: "Standard",
    Level.MEDIUM: "Medium",
    Level.HIGH: "High",
    Level.VERY_HIGH: "Very high: needs multi-agency management",
}
SHORT_WORDS = LEVEL_WORDS | {Level.VERY_HIGH: "Very high"}
IMMINENCE_WORDS = {
    Imminence.NOW: "Now",
    Imminence.DAYS: "In days",
    Imminence.WEEKS: "In weeks",
    Imminence.NOT: "Not imminent",
}
# Defaults: each agency sets its own. Decided; eight weeks is what services do for medium.
REVIEW_DAYS = {Level.STANDARD: 84, Level.MEDIUM: 56, Level.HIGH: 28, Level.VERY_HIGH: 28}


def is_raised(level: Level, *, before: Level | None) -> bool:
    """More danger than was thought before. Where nobody had thought yet, anything above standard is more."""
    return level.rank > (before or Level.STANDARD).rank


def highest(levels: Iterable[Level]) -> Level | None:
    return max(levels, key=lambda level: level.rank, default=None)


def needs_second(level: Level, *, before: Level | None, floor: Level | None) -> bool:
    """Anybody may say that it is worse than it seemed. That it is better than before, or than what a tool
    points to, takes two: one tired or charmed worker must not be enough."""
    least = highest(found for found in (before, floor) if found)
    return least is not None and level.rank < least.rank


def latest_review(level: Level, *, on: dt.date, days: Mapping[Level, int]) -> dt.date:
    """The day by which a grade set on `on` has to be looked at again."""
    return on + dt.timedelta(days=days[level])
