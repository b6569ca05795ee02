import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chrysalis.working_days import bank_holidays, in_london
from interventions.catalogue.terms import Frequency
from interventions.rules.schedule import (
    Break,
    Closed,
    NoDayLeft,
    NoSuchTime,
    Rhythm,
    modules_over,
    moment_on,
    session_days,
    session_moments,
)


WEEKLY, MONTHLY = Rhythm(Frequency.WEEKLY), Rhythm(Frequency.MONTHLY)


def days(*texts: str) -> list[dt.date]:
    return [dt.date.fromisoformat(text) for text in texts]


DAY = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("starts_on", "rhythm", "closed", "expected"),
    [
        ("2026-11-24", WEEKLY, Closed(), days("2026-11-24", "2026-12-01", "2026-12-08")),
        # Christmas Day and New Year's Day are Fridays: the group meets again on the 8th
        ("2026-12-18", WEEKLY, Closed(), days("2026-12-18", "2027-01-08", "2027-01-15")),
        # 30 November is a bank holiday in Scotland alone
        ("2026-11-23", WEEKLY, Closed(), days("2026-11-23", "2026-11-30", "2026-12-07")),
        ("2026-11-23", WEEKLY, Closed("scotland"), days("2026-11-23", "2026-12-07", "2026-12-14")),
        (
            "2026-12-15",
            WEEKLY,
            Closed(breaks=(Break(DAY("2026-12-21"), DAY("2027-01-03")),)),
            days("2026-12-15", "2027-01-05", "2027-01-12"),
        ),
        # the second Tuesday of each month
        ("2026-11-10", MONTHLY, Closed(), days("2026-11-10", "2026-12-08", "2027-01-12")),
        # a fifth Monday is the last one; Easter Monday is a week later, and moves no other month
        ("2027-01-25", MONTHLY, Closed(), days("2027-01-25", "2027-02-22", "2027-03-22")),
        ("2027-03-29", MONTHLY, Closed(), days("2027-04-05", "2027-04-26", "2027-06-07")),
        # two workshops, 28 days apart, on a Saturday: Boxing Day is one, and a week later it is 35
        ("2026-11-21", Rhythm(Frequency.APART, 28), Closed(), days("2026-11-21", "2026-12-19")),
        ("2026-11-28", Rhythm(Frequency.APART, 28), Closed(), days("2026-11-28", "2027-01-02")),
        ("2026-11-24", Rhythm(Frequency.FORTNIGHTLY), Closed(), days("2026-11-24", "2026-12-08")),
    ],
)
def test_the_days_of_a_programme(starts_on, rhythm, closed, expected):
    assert session_days(DAY(starts_on), len(expected), rhythm, closed=closed) == expected


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)),
    st.integers(1, 30),
    st.sampled_from([WEEKLY, MONTHLY, Rhythm(Frequency.FORTNIGHTLY), Rhythm(Frequency.APART, 28)]),
)
def test_nobody_loses_a_session_and_none_is_on_a_day_off(starts_on, count, rhythm):
    found = session_days(starts_on, count, rhythm)
    assert len(found) == len(set(found)) == count
    assert found == sorted(found)
    assert {day.weekday() for day in found} == {starts_on.weekday()}
    assert not any(day in bank_holidays(day.year, "england") for day in found)


def test_a_break_without_end_is_refused_in_words():
    for_ever = Closed(breaks=(Break(DAY("2026-11-01"), DAY("2036-11-01")),))
    with pytest.raises(NoDayLeft, match="leave no day"):
        session_days(DAY("2026-11-24"), 2, WEEKLY, closed=for_ever)


def test_an_evening_keeps_its_time_on_the_wall_over_both_changes_of_the_clocks():
    found = session_moments(session_days(DAY("2026-03-24"), 32, WEEKLY), dt.time(18, 30))
    assert {in_london(moment).time() for moment in found} == {dt.time(18, 30)}
    assert {moment.utcoffset() for moment in found} == {dt.timedelta(0), dt.timedelta(hours=1)}


def test_a_session_at_a_time_that_does_not_exist_is_refused_and_the_hour_before_is_not():
    with pytest.raises(NoSuchTime, match=r"Sunday 29 March 2026 .* there is no 01:30"):
        moment_on(DAY("2026-03-29"), dt.time(1, 30))
    assert moment_on(DAY("2026-03-29"), dt.time(0, 30)).utcoffset() == dt.timedelta(0)
    assert moment_on(DAY("2026-03-29"), dt.time(2, 0)).utcoffset() == dt.timedelta(hours=1)


def test_of_a_time_that_comes_twice_the_first_is_meant():
    assert moment_on(DAY("2026-10-25"), dt.time(1, 30)).utcoffset() == dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("modules", "sessions", "expected"),
    [
        (("A", "B"), 4, ["A", "A", "B", "B"]),
        (("A", "B"), 3, ["A", "A", "B"]),
        (("Workshop A", "Workshop B"), 2, ["Workshop A", "Workshop B"]),
        ((), 2, ["", ""]),
    ],
)
def test_modules_follow_each_other(modules, sessions, expected):
    assert modules_over(modules, sessions) == expected


@given(st.integers(1, 6), st.integers(1, 60))
def test_each_module_has_its_share(modules, sessions):
    names = [str(number) for number in range(modules)]
    found = modules_over(names, sessions)
    assert found == sorted(found)
    shares = [found.count(name) for name in names]
    assert max(shares) - min(shares) <= 1
