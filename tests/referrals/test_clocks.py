import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chrysalis.working_days import LONDON, working_days_between
from referrals.rules.clocks import Clock, Tone, standing


def london(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


WEDNESDAY = "2026-11-18 17:00"
FRIDAY = "2026-11-20 17:00"


@pytest.mark.parametrize(
    ("due", "now", "words", "tone"),
    [
        ("2026-11-23 17:00", "2026-11-19 10:00", "Due Monday 23 November", Tone.NONE),
        ("2026-11-23 17:00", "2026-11-20 10:00", "Due Monday 23 November", Tone.SOON),
        ("2026-11-23 17:00", "2026-11-22 10:00", "Due Monday 23 November", Tone.SOON),
        (WEDNESDAY, "2026-11-18 00:00", "Due today by 17:00", Tone.SOON),
        (WEDNESDAY, "2026-11-18 17:00", "Due today by 17:00", Tone.SOON),
        (WEDNESDAY, "2026-11-18 17:00:01", "Overdue since 17:00 today", Tone.LATE),
        (WEDNESDAY, "2026-11-19 00:00", "Overdue by 1 working day", Tone.LATE),
        (WEDNESDAY, "2026-11-23 09:00", "Overdue by 3 working days", Tone.LATE),
        (FRIDAY, "2026-11-21 09:00", "Overdue since Friday 20 November", Tone.LATE),
        (FRIDAY, "2026-11-23 09:00", "Overdue by 1 working day", Tone.LATE),
        ("2027-01-04 17:00", "2026-12-29 09:00", "Due Monday 4 January 2027", Tone.NONE),
        ("2026-12-24 17:00", "2026-12-28 09:00", "Overdue since Thursday 24 December", Tone.LATE),
        ("2026-03-30 17:00", "2026-03-29 01:30", "Due Monday 30 March", Tone.SOON),
        ("2026-10-26 17:00", "2026-10-25 01:30", "Due Monday 26 October", Tone.SOON),
    ],
)
def test_what_a_row_says(due, now, words, tone):
    said = standing(london(due), london(now), "england")
    assert (said.words, said.tone) == (words, tone)


def test_the_bank_holidays_are_those_of_the_nation():
    due, now = london("2026-11-27 17:00"), london("2026-11-30 10:00")
    assert standing(due, now, "england").words == "Overdue by 1 working day"
    assert standing(due, now, "scotland").words == "Overdue since Friday 27 November"


def test_the_hour_is_said_as_the_clock_in_london_shows_it():
    due = dt.datetime(2026, 6, 1, 16, 0, tzinfo=dt.UTC)
    assert standing(due, due, "england").words == "Due today by 17:00"


def test_how_early_a_row_changes_its_tone_is_a_choice():
    due, now = london(FRIDAY), london("2026-11-18 10:00")
    assert standing(due, now, "england").tone == Tone.NONE
    assert standing(due, now, "england", soon_within=2).tone == Tone.SOON


@pytest.fixture
def clock() -> Clock:
    """A referral of Monday 16 November, to be answered in two working days."""
    return Clock.begin(london("2026-11-16 10:00"), working_days=2, nation="england")


def test_a_clock_begins_with_its_deadline(clock):
    assert clock.due_at == london(WEDNESDAY)
    assert clock.standing(london("2026-11-18 09:00"), nation="england").words == "Due today by 17:00"


def test_a_paused_clock_says_since_when_and_is_never_late(clock):
    paused = clock.pause(at=london("2026-11-17 10:00"))
    said = paused.standing(london("2026-12-01 10:00"), nation="england")
    assert (said.words, said.tone) == ("Paused since Tuesday 17 November", Tone.NONE)


def test_pausing_twice_keeps_the_first_moment(clock):
    once = clock.pause(at=london("2026-11-17 10:00"))
    assert once.pause(at=london("2026-11-18 10:00")) == once


def test_a_clock_goes_on_with_the_days_it_had_left(clock):
    paused = clock.pause(at=london("2026-11-17 10:00"))  # one working day left
    resumed = paused.resume(at=london("2026-11-24 15:00"), nation="england")
    assert resumed == Clock(london("2026-11-25 17:00"))


def test_resuming_what_was_not_paused_changes_nothing(clock):
    assert clock.resume(at=london("2026-11-24 15:00"), nation="england") == clock


def test_a_deadline_across_a_change_of_clocks_keeps_its_hour():
    paused = Clock(london("2026-10-23 17:00")).pause(at=london("2026-10-23 09:00"))
    assert paused.resume(at=london("2026-10-26 09:00"), nation="england").due_at == london("2026-10-26 17:00")


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


@given(DAYS, st.integers(0, 10), st.integers(0, 20), st.integers(0, 40))
def test_a_pause_neither_gives_nor_takes_a_working_day(day, working_days, until_pause, until_resume):
    received = dt.datetime.combine(day, dt.time(10), LONDON)
    paused_at = received + dt.timedelta(days=until_pause)
    resumed_at = paused_at + dt.timedelta(days=until_resume)
    before = Clock.begin(received, working_days=working_days, nation="scotland").pause(at=paused_at)
    after = before.resume(at=resumed_at, nation="scotland")
    assert _left(before.due_at, paused_at) == _left(after.due_at, resumed_at)


def _left(due_at: dt.datetime, now: dt.datetime) -> int:
    """The working days left; below zero when overdue."""
    due, today = due_at.date(), now.date()
    ahead = working_days_between(today, due, nation="scotland")
    return ahead - working_days_between(due, today, nation="scotland")
