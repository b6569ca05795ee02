"""How long somebody has waited, in the words of a waiting list."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Waited:
    words: str
    is_late: bool


def waited(since: dt.date, today: dt.date, *, allowed: int) -> Waited:
    """Late from the day after the last one allowed."""
    days = (today - since).days
    words = "Since today" if days <= 0 else "1 day" if days == 1 else f"{days} days"
    limit = f", {days - allowed} over the {allowed} allowed" if days > allowed else f", {allowed} allowed"
    return Waited(f"{words}{limit}" if days > 0 else words, days > allowed)
