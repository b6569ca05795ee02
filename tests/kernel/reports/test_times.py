"""Set times and quarters: arithmetic on the calendar."""

import datetime as dt

import pytest

from chrysalis.reports.rules.quarters import Quarter, latest
from chrysalis.reports.rules.set_times import next_set_time


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-11-22T{text}+00:00")


@pytest.mark.parametrize(
    ("moment", "every", "expected"),
    [
        ("09:00:00", 60, "10:00:00"),
        ("09:00:01", 60, "10:00:00"),
        ("09:59:59.999", 60, "10:00:00"),
        ("09:01:00", 2, "09:02:00"),
        ("23:50:00", 45, "23:59:59"),
    ],
)
def test_the_next_set_time_is_never_now(moment, every, expected):
    found = next_set_time(at(moment), every_minutes=every)
    if expected == "23:59:59":  # what does not divide the day begins anew at midnight
        assert found == at("00:00:00") + dt.timedelta(days=1)
    else:
        assert found == at(expected)


def test_everything_made_between_two_set_times_is_heard_of_together():
    found = {next_set_time(at(f"09:{minute:02}:30"), every_minutes=60) for minute in range(60)}
    assert found == {at("10:00:00")}


def test_quarters_follow_on_and_never_overlap():
    quarter = Quarter.read("2026-Q4")
    assert (quarter.begins_on, quarter.ends_on) == (dt.date(2026, 10, 1), dt.date(2027, 1, 1))
    assert quarter.next.slug == "2027-Q1"
    assert quarter.english == "October to December 2026"


def test_what_leaves_is_about_quarters_that_have_ended():
    today = dt.date(2026, 11, 22)
    assert [quarter.slug for quarter in latest(today, count=2, ended=True)] == ["2026-Q3", "2026-Q2"]
    assert [quarter.slug for quarter in latest(today, count=2, ended=False)] == ["2026-Q4", "2026-Q3"]
