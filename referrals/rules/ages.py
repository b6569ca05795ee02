"""How old a person is, or may be, from a date of birth of which only part may be known."""

import datetime as dt

from chrysalis.ui.dates import PartialDate


def age(born: PartialDate, *, on: dt.date) -> int | None:
    """In years; None where the day of birth is not known."""
    return oldest_possible(born, on=on) if born.is_whole else None


def oldest_possible(born: PartialDate, *, on: dt.date) -> int:
    """The greatest age the date allows: a birth year of 2010 may mean 1 January."""
    first = born.earliest
    return on.year - first.year - ((on.month, on.day) < (first.month, first.day))


def is_certainly_under(born: PartialDate, years: int, *, on: dt.date) -> bool:
    return oldest_possible(born, on=on) < years


def youngest_possible(born: PartialDate, *, on: dt.date) -> int:
    """The least age the date allows: a birth year of 2010 may mean 31 December."""
    last = born.latest
    return max(0, on.year - last.year - ((on.month, on.day) < (last.month, last.day)))
