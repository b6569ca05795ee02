"""The calendar of every case: for each day and each half of it, when what came in then is due.

Made by the same clock as everybody's, once a day and not once a case.
"""

import datetime as dt
from collections.abc import Iterator

from chrysalis.agencies.models import Scheme
from chrysalis.working_days import LONDON, OFFICE_HOURS, add_working_days, counts_from, move_on


NATION = "england"
BACK = 400  # days, more than the oldest referral has
CONTACT, ASSESSMENT = (
    Scheme._meta.get_field(name).default for name in ("first_contact_working_days", "assessment_working_days")
)


def rows(until: dt.date) -> Iterator[tuple[object, ...]]:
    for back in range(BACK):
        day = until - dt.timedelta(days=back)
        yield _row(day, False)
        yield _row(day, True)


def _row(day: dt.date, after_closing: bool) -> tuple[object, ...]:
    """Day, half; contact due, next try due, assessment due; the working days that follow."""
    hour = OFFICE_HOURS.closes if after_closing else OFFICE_HOURS.opens
    moment = dt.datetime.combine(day, hour, LONDON)
    dues = [add_working_days(moment, days, nation=NATION) for days in (CONTACT, 1, ASSESSMENT)]
    first = counts_from(moment, nation=NATION)
    return day, after_closing, *dues, [move_on(first, days, nation=NATION) for days in range(4)]
