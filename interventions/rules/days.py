"""How long things last, in days of the calendar."""

import calendar
import datetime as dt

from interventions.catalogue.terms import Frequency, Terms


WEEKS = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2}


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_session(terms: Terms, starts_on: dt.date) -> dt.date | None:
    """About when a programme that starts then ends, if nothing falls out; None where it goes on."""
    if terms.sessions_total is None:
        return None
    steps = terms.sessions_total - 1
    if terms.frequency is Frequency.MONTHLY:
        return add_months(starts_on, steps)
    if terms.frequency is Frequency.APART:
        return starts_on + dt.timedelta(days=steps * (terms.apart_max_days or 0))
    return starts_on + dt.timedelta(weeks=steps * WEEKS.get(terms.frequency, 0))
