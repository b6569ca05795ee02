"""By when: a table made by hand, with the calendar of each nation beside it."""

import datetime as dt

import pytest

from chrysalis.notices.due import Office, Within, WorkingDays, add_hours, read_from
from chrysalis.working_days import LONDON, Hours


ENGLAND, WALES = Office("england"), Office("wales")
SCOTLAND, ULSTER = Office("scotland"), Office("northern-ireland")
ON_DUTY = Office("england", has_cover=True)
EARLY = Office("england", Hours(dt.time(7), dt.time(15, 30)))


def at(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


HOURS_TABLE = [
    # raised, hours, office, due
    ("2026-11-18 11:00", 4, ENGLAND, "2026-11-18 15:00"),  # a Wednesday, within the day
    ("2026-11-18 16:30", 1, ENGLAND, "2026-11-19 09:30"),  # over the night
    ("2026-11-18 16:00", 1, ENGLAND, "2026-11-18 17:00"),  # to the minute of closing
    ("2026-11-18 17:00", 1, ENGLAND, "2026-11-19 10:00"),  # at closing nobody begins
    ("2026-11-18 08:59", 1, ENGLAND, "2026-11-18 10:00"),  # before opening
    ("2026-11-18 10:00", 16, ENGLAND, "2026-11-20 10:00"),  # two days of eight hours
    ("2026-11-20 16:30", 1, ENGLAND, "2026-11-23 09:30"),  # a Friday afternoon
    ("2026-11-21 12:00", 1, ENGLAND, "2026-11-23 10:00"),  # a Saturday
    ("2026-11-21 12:00", 1, ON_DUTY, "2026-11-21 13:00"),  # the same, with somebody on duty
    ("2026-11-18 16:00", 1, EARLY, "2026-11-19 08:00"),  # an office of other hours
    # Bank holidays: St Andrew (30 November 2026), St Patrick (17 March 2026), the Twelfth (13 July 2026,
    # since the 12th is a Sunday), 2 January in Scotland alone, Easter Monday everywhere but Scotland.
    ("2026-11-27 16:30", 1, SCOTLAND, "2026-12-01 09:30"),
    ("2026-11-27 16:30", 1, ENGLAND, "2026-11-30 09:30"),
    ("2026-03-16 16:30", 1, ULSTER, "2026-03-18 09:30"),
    ("2026-03-16 16:30", 1, WALES, "2026-03-17 09:30"),
    ("2026-07-10 16:30", 1, ULSTER, "2026-07-14 09:30"),
    ("2026-07-10 16:30", 1, ENGLAND, "2026-07-13 09:30"),
    ("2026-04-02 16:30", 1, ENGLAND, "2026-04-07 09:30"),
    ("2026-04-02 16:30", 1, SCOTLAND, "2026-04-06 09:30"),
    # The end of a year: 25 and 28 December 2026 (for Saturday the 26th), 1 January 2027.
    ("2026-12-24 16:30", 1, WALES, "2026-12-29 09:30"),
    ("2026-12-31 16:30", 1, ENGLAND, "2027-01-04 09:30"),
    ("2025-12-31 16:30", 1, SCOTLAND, "2026-01-05 09:30"),
    ("2025-12-31 16:30", 1, ENGLAND, "2026-01-02 09:30"),
    # 29 February 2028 is a Tuesday.
    ("2028-02-28 16:30", 1, ENGLAND, "2028-02-29 09:30"),
    ("2028-02-29 16:30", 1, ENGLAND, "2028-03-01 09:30"),
    ("2027-02-26 16:30", 1, ENGLAND, "2027-03-01 09:30"),
    # Clocks go forward on 29 March 2026 and back on 25 October 2026, on Sundays at one.
    ("2026-03-27 16:30", 1, ENGLAND, "2026-03-30 09:30"),
    ("2026-10-23 16:30", 1, ENGLAND, "2026-10-26 09:30"),
]


@pytest.mark.parametrize(("raised", "hours", "office", "due"), HOURS_TABLE)
def test_hours_are_counted_while_somebody_is_there(raised, hours, office, due):
    assert Within(hours).after(at(raised), office) == at(due)


@pytest.mark.parametrize(
    ("raised", "due"),
    [("2026-03-29 00:30", "2026-03-29 02:30"), ("2026-10-25 00:30", "2026-10-25 01:30")],
)
def test_on_the_night_the_clocks_change_an_hour_on_duty_is_an_hour(raised, due):
    """In March the clock shows two hours more; in October it shows the same hour twice."""
    told = at(raised)
    found = Within(1 if "-03-" in raised else 2).after(told, ON_DUTY)
    passed = found.astimezone(dt.UTC) - told.astimezone(dt.UTC)
    assert passed == dt.timedelta(hours=1 if "-03-" in raised else 2)
    assert found.strftime("%Y-%m-%d %H:%M") == due


DAYS_TABLE = [
    ("2026-11-18 11:00", 2, ENGLAND, "2026-11-20 17:00"),
    ("2026-11-18 17:01", 2, ENGLAND, "2026-11-23 17:00"),
    ("2026-12-24 11:00", 1, ENGLAND, "2026-12-29 17:00"),
    ("2025-12-31 11:00", 1, SCOTLAND, "2026-01-05 17:00"),
    ("2028-02-28 11:00", 1, ON_DUTY, "2028-02-29 17:00"),
    ("2026-11-20 11:00", 1, EARLY, "2026-11-23 15:30"),
]


@pytest.mark.parametrize(("raised", "days", "office", "due"), DAYS_TABLE)
def test_working_days_end_when_the_office_closes(raised, days, office, due):
    assert WorkingDays(days).after(at(raised), office) == at(due)


@pytest.mark.parametrize(
    ("moment", "office", "reads"),
    [
        ("2026-11-20 16:59", ENGLAND, "2026-11-20 16:59"),
        ("2026-11-20 17:00", ENGLAND, "2026-11-23 09:00"),
        ("2026-11-20 17:00", ON_DUTY, "2026-11-20 17:00"),
        ("2026-11-23 07:00", ENGLAND, "2026-11-23 09:00"),
        ("2026-12-25 12:00", WALES, "2026-12-29 09:00"),
    ],
)
def test_who_sends_learns_when_it_is_read(moment, office, reads):
    assert read_from(at(moment), office) == at(reads)


def test_the_clock_may_be_given_in_another_zone():
    summer = dt.datetime(2026, 7, 1, 15, 30, tzinfo=dt.UTC)
    assert add_hours(summer, dt.timedelta(hours=1), office=ENGLAND) == at("2026-07-02 09:30")
