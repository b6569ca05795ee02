import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chrysalis.agencies.models import Nation
from chrysalis.working_days import (
    LONDON,
    SUBDIVISIONS,
    Hours,
    add_working_days,
    bank_holidays,
    counts_from,
    is_working_day,
    move_on,
    working_days_between,
)


NATIONS = st.sampled_from(sorted(SUBDIVISIONS))
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2034, 12, 31))
COUNTS = st.integers(0, 30)


def london(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


# Worked out by hand on a wall calendar: received, working days, nation, due.
DEADLINES = [
    # An ordinary week.
    ("2026-11-16 10:00", 2, "england", "2026-11-18 17:00"),
    ("2026-11-16 07:15", 2, "england", "2026-11-18 17:00"),  # before opening: this same Monday
    ("2026-11-16 16:59", 2, "england", "2026-11-18 17:00"),
    ("2026-11-16 17:00", 2, "england", "2026-11-19 17:00"),  # at closing time: from Tuesday
    ("2026-11-20 23:30", 1, "england", "2026-11-24 17:00"),  # Friday night: from Monday
    ("2026-11-21 03:00", 2, "england", "2026-11-25 17:00"),  # Saturday
    ("2026-11-16 10:00", 0, "england", "2026-11-16 17:00"),
    ("2026-11-21 10:00", 0, "england", "2026-11-23 17:00"),
    # Clocks go forward on Sunday 29 March 2026, back on Sunday 25 October 2026.
    ("2026-03-27 16:00", 1, "england", "2026-03-30 17:00"),
    ("2026-03-29 00:30", 1, "england", "2026-03-31 17:00"),
    ("2026-03-29 02:30", 1, "england", "2026-03-31 17:00"),
    ("2026-10-23 16:00", 1, "england", "2026-10-26 17:00"),
    ("2026-10-25 01:30", 1, "england", "2026-10-27 17:00"),
    # Christmas on a Friday, Boxing Day on a Saturday: Monday 28 December is given instead.
    ("2026-12-24 10:00", 1, "england", "2026-12-29 17:00"),
    ("2026-12-24 18:00", 1, "wales", "2026-12-30 17:00"),
    ("2026-12-25 10:00", 2, "scotland", "2026-12-31 17:00"),
    ("2026-12-26 10:00", 1, "northern-ireland", "2026-12-30 17:00"),
    ("2026-12-28 10:00", 1, "england", "2026-12-30 17:00"),
    # Both on a weekend in 2027: Monday 27 and Tuesday 28 are given instead.
    ("2027-12-24 10:00", 1, "england", "2027-12-29 17:00"),
    # New Year: Scotland has 2 January too, a Saturday in 2027, so Monday the 4th.
    ("2026-12-31 10:00", 1, "england", "2027-01-04 17:00"),
    ("2026-12-31 10:00", 1, "scotland", "2027-01-05 17:00"),
    ("2027-01-01 10:00", 1, "england", "2027-01-05 17:00"),
    ("2027-01-02 10:00", 1, "scotland", "2027-01-06 17:00"),
    ("2027-01-04 10:00", 1, "england", "2027-01-05 17:00"),
    ("2027-01-04 10:00", 1, "scotland", "2027-01-06 17:00"),
    # The 29th of February 2028 is a Tuesday; 2026 has none.
    ("2028-02-28 10:00", 1, "england", "2028-02-29 17:00"),
    ("2028-02-29 10:00", 1, "england", "2028-03-01 17:00"),
    ("2026-02-27 10:00", 1, "england", "2026-03-02 17:00"),
    # Saint Andrew's Day: Monday 30 November 2026, in Scotland alone.
    ("2026-11-27 10:00", 1, "scotland", "2026-12-01 17:00"),
    ("2026-11-27 10:00", 1, "england", "2026-11-30 17:00"),
    # The twelfth of July: a Sunday in 2026, so Monday the 13th, in Northern Ireland alone.
    ("2026-07-10 10:00", 1, "northern-ireland", "2026-07-14 17:00"),
    ("2026-07-10 10:00", 1, "england", "2026-07-13 17:00"),
    ("2027-07-09 10:00", 1, "northern-ireland", "2027-07-13 17:00"),
    # Saint Patrick's Day.
    ("2026-03-16 10:00", 1, "northern-ireland", "2026-03-18 17:00"),
    # Easter 2026: Good Friday 3 April; Monday 6 April, which Scotland works.
    ("2026-04-02 10:00", 1, "england", "2026-04-07 17:00"),
    ("2026-04-02 10:00", 1, "scotland", "2026-04-06 17:00"),
    ("2026-04-05 10:00", 2, "wales", "2026-04-09 17:00"),
    # The summer holiday: first Monday of August in Scotland, last one elsewhere.
    ("2026-07-31 10:00", 1, "scotland", "2026-08-04 17:00"),
    ("2026-08-28 10:00", 1, "scotland", "2026-08-31 17:00"),
    ("2026-08-28 10:00", 1, "england", "2026-09-01 17:00"),
]


@pytest.mark.parametrize(("received", "days", "nation", "due"), DEADLINES)
def test_deadlines_by_hand(received, days, nation, due):
    assert add_working_days(london(received), days, nation=nation) == london(due)


def test_a_deadline_beyond_a_change_of_clocks_still_ends_at_closing_time_on_the_wall():
    before, after = london("2026-03-27 10:00"), london("2026-10-23 10:00")
    assert add_working_days(before, 1, nation="england").isoformat() == "2026-03-30T17:00:00+01:00"
    assert add_working_days(after, 1, nation="england").isoformat() == "2026-10-26T17:00:00+00:00"


def test_a_moment_from_the_database_is_read_by_the_clock_in_london():
    utc = dt.datetime(2026, 6, 1, 16, 30, tzinfo=dt.UTC)  # 17:30 in London: closed
    assert counts_from(utc, nation="england") == dt.date(2026, 6, 2)


def test_each_agency_may_keep_its_own_hours():
    late = Hours(opens=dt.time(8), closes=dt.time(20))
    due = add_working_days(london("2026-11-16 18:30"), 1, nation="england", hours=late)
    assert due == london("2026-11-17 20:00")


def test_working_days_between_two_days():
    friday, monday = dt.date(2026, 11, 27), dt.date(2026, 11, 30)
    assert working_days_between(friday, monday, nation="england") == 1
    assert working_days_between(friday, monday, nation="scotland") == 0
    assert working_days_between(monday, friday, nation="england") == 0


@pytest.mark.parametrize(
    ("start", "days", "nation", "error"),
    [
        (dt.datetime(2026, 11, 16, 10), 1, "england", ValueError),  # noqa: DTZ001 - a moment without a zone
        (london("2026-11-16 10:00"), -1, "england", ValueError),
        (london("2026-11-16 10:00"), 1, "France", KeyError),
    ],
)
def test_what_cannot_be_counted_is_refused(start, days, nation, error):
    with pytest.raises(error):
        add_working_days(start, days, nation=nation)


@given(DAYS, COUNTS, NATIONS)
def test_counting_on_and_counting_between_agree(day, days, nation):
    assert working_days_between(day, move_on(day, days, nation=nation), nation=nation) == days


@given(DAYS, st.times(), COUNTS, NATIONS)
def test_a_deadline_is_never_on_a_day_off_nor_before_its_start(day, time, days, nation):
    received = dt.datetime.combine(day, time, LONDON)
    due = add_working_days(received, days, nation=nation)
    assert is_working_day(due.date(), nation=nation)
    assert due > received
    assert add_working_days(received, days + 1, nation=nation) > due


@given(DAYS, st.times(), st.times(), COUNTS, NATIONS)
def test_what_comes_in_later_is_never_due_earlier(day, one, another, days, nation):
    early, late = (dt.datetime.combine(day, time, LONDON) for time in sorted((one, another)))
    assert add_working_days(early, days, nation=nation) <= add_working_days(late, days, nation=nation)


def test_clocks_change_on_days_nobody_works():
    for year in range(2024, 2040):
        days = [dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(365)]
        changes = [day for day in days if _offset(day) != _offset(day - dt.timedelta(days=1))]
        assert len(changes) == 2
        assert not any(is_working_day(day, nation=nation) for day in changes for nation in SUBDIVISIONS)


def test_every_nation_has_its_holidays_for_years_to_come():
    for nation in SUBDIVISIONS:
        assert all(len(bank_holidays(year, nation)) >= 8 for year in range(2024, 2040))


def test_every_nation_an_agency_may_be_in_is_known():
    assert set(Nation.values) == set(SUBDIVISIONS)


def _offset(day: dt.date) -> dt.timedelta | None:
    return dt.datetime.combine(day, dt.time(12), LONDON).utcoffset()


@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern-ireland"])
def test_counting_working_days_comes_to_what_walking_them_does(nation):
    start, days = dt.date(2025, 12, 1), 500
    walked = 0
    for step in range(1, days):
        day = start + dt.timedelta(days=step)
        walked += is_working_day(day, nation=nation)
        assert working_days_between(start, day, nation=nation) == walked
        assert working_days_between(day, start, nation=nation) == 0
