"""Working days: Monday to Friday without the bank holidays of one nation, by the clock in London.

What comes in while the office is open counts from that day. What comes in after closing, or on a day
off, counts from the next working day; what comes in before opening counts from the day about to
begin. A deadline of n working days ends when the office closes on the nth working day after the day
it counts from.

Clocks change on Sundays, which are never worked, so that no deadline falls into the missing hour or
the repeated one; a deadline on the far side of a change still ends at closing time on the wall.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

import holidays


LONDON = ZoneInfo("Europe/London")

# The nations of `agencies.Nation`, as the holidays library abbreviates them.
SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Hours:
    """When an office is open. A default: each agency may keep its own."""

    opens: dt.time = dt.time(9)
    closes: dt.time = dt.time(17)


OFFICE_HOURS = Hours()


def add_working_days(
    start: dt.datetime, days: int, *, nation: str, hours: Hours = OFFICE_HOURS
) -> dt.datetime:
    """The end of the nth working day, for something that came in at `start`."""
    counted_from = counts_from(start, nation=nation, hours=hours)
    return dt.datetime.combine(move_on(counted_from, days, nation=nation), hours.closes, LONDON)


def counts_from(moment: dt.datetime, *, nation: str, hours: Hours = OFFICE_HOURS) -> dt.date:
    """The working day to which a moment belongs."""
    here = in_london(moment)
    if is_working_day(here.date(), nation=nation) and here.time() < hours.closes:
        return here.date()
    return move_on(here.date(), 1, nation=nation)


def move_on(day: dt.date, days: int, *, nation: str) -> dt.date:
    """The nth working day after `day`; `day` itself for none."""
    if days < 0:
        raise ValueError("Working days are counted forwards.")
    while days:
        day += ONE_DAY
        days -= is_working_day(day, nation=nation)
    return day


def working_days_between(earlier: dt.date, later: dt.date, *, nation: str) -> int:
    """The working days after `earlier`, up to and including `later`; none when `later` comes first."""
    if later <= earlier:
        return 0
    years = range(earlier.year, later.year + 1)
    holidays_between = (
        day for year in years for day in bank_holidays(year, nation) if earlier < day <= later
    )
    off = sum(day.weekday() < SATURDAY for day in holidays_between)
    return _weekdays_until(later) - _weekdays_until(earlier) - off


def _weekdays_until(day: dt.date) -> int:
    """Counted, not walked: a list asks this of every row, and some have been late for a year."""
    weeks, rest = divmod(day.toordinal(), 7)  # the first day of all was a Monday
    return weeks * 5 + min(rest, 5)


def is_working_day(day: dt.date, *, nation: str) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year, nation)


# One finished set a year: the library's own calendar fills itself while it is being read, and another
# thread could look in between and miss a holiday.
@cache
def bank_holidays(year: int, nation: str) -> frozenset[dt.date]:
    """The bank holidays of one nation in one year, with the days given instead of a weekend."""
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year, expand=False))


def in_london(moment: dt.datetime) -> dt.datetime:
    """The moment as the clock on the wall shows it."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(LONDON)
