import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interventions.catalogue.marks import Mark
from interventions.rules.absence import Marked, Owed, Policy, decide_by, owed
from interventions.rules.completion import Demands, Received, needed, standing


FIRST = dt.date(2026, 9, 1)
USUAL = Policy()
CARA = Policy(late_minutes=0, repeat_if_missed=True)
LETTERS = {
    "A": Mark.ATTENDED,
    "L": Mark.LATE,
    "E": Mark.LEFT_EARLY,
    "R": Mark.REMOTE,
    "n": Mark.ACCEPTED,
    "x": Mark.NOT_ACCEPTED,
    "o": Mark.NO_WORD,
    "c": Mark.CANCELLED,
    "s": Mark.EXCLUDED,
    "t": Mark.TURNED_AWAY,
}


def strip(letters: str, minutes_late: int | None = None) -> list[Marked]:
    """One letter a week."""
    return [
        Marked(FIRST + dt.timedelta(weeks=week), LETTERS[letter], minutes_late if letter == "L" else None)
        for week, letter in enumerate(letters)
    ]


@pytest.mark.parametrize(
    ("letters", "contact_today", "review"),
    [
        ("", False, ""),
        ("A", False, ""),
        ("Ao", True, ""),
        ("Ax", False, ""),
        ("An", False, ""),
        ("Aoo", True, "Missed 2 in a row"),
        ("Aox", False, "Missed 2 in a row"),
        ("Aono", True, "Missed 2 in a row"),  # an accepted absence breaks no row
        ("Aoco", True, "Missed 2 in a row"),  # nor does what we cancelled
        ("Aoso", True, "Missed 2 in a row"),
        ("Aotn", False, ""),  # asked on the day it tipped; good notice tips nothing
        ("AoAoAo", True, "Missed 3 in 12 weeks"),
        ("AoAoAAt", False, "Missed 3 in 12 weeks"),
        ("oAoAAAAAAAAAAAo", True, ""),  # the first is more than twelve weeks ago
        ("AooA", False, ""),
        ("ALLL", False, ""),
        ("EEEE", False, ""),
        ("RRRR", False, ""),
    ],
)
def test_what_is_owed_by_the_usual_policy(letters, contact_today, review):
    found = owed(strip(letters), USUAL)
    assert (found.contact_today, found.review, found.repeat_all) == (contact_today, review, False)


@pytest.mark.parametrize(
    ("letters", "policy", "changed"),
    [
        ("Aoo", USUAL, replace(USUAL, missed_in_row=3)),
        ("Ao", USUAL, replace(USUAL, missed_in_row=1)),
        ("AoAoAo", USUAL, replace(USUAL, missed_of=4)),
        ("AoAoAo", USUAL, replace(USUAL, missed_weeks=4)),
        ("Ao", USUAL, replace(USUAL, contact_same_day=False)),
        ("Ax", USUAL, CARA),
    ],
)
def test_a_number_of_the_version_changes_what_is_owed(letters, policy, changed):
    assert owed(strip(letters), policy) != owed(strip(letters), changed)


def test_the_day_by_which_a_review_is_decided_is_the_versions():
    assert decide_by(FIRST, USUAL) == FIRST + dt.timedelta(days=14)
    assert decide_by(FIRST, replace(USUAL, review_days=7)) == FIRST + dt.timedelta(days=7)


@pytest.mark.parametrize(("minutes", "is_missed"), [(None, False), (15, False), (16, True)])
def test_coming_too_late_is_not_coming(minutes, is_missed):
    assert strip("L", minutes)[0].is_missed(USUAL) is is_missed


@pytest.mark.parametrize(
    ("letters", "minutes", "repeat"),
    [
        ("AA", None, False),
        ("Ao", None, True),
        ("oA", None, True),
        ("An", None, True),
        ("LA", 1, True),
        ("Ac", None, False),
        ("At", None, True),
    ],
)
def test_whoever_misses_one_of_two_workshops_repeats_both(letters, minutes, repeat):
    found = owed(strip(letters, minutes), CARA)
    assert found.repeat_all is repeat
    assert bool(found.review) is repeat


def test_after_a_review_counting_begins_again():
    decided_on = FIRST + dt.timedelta(weeks=2)
    assert owed(strip("Aooo"), USUAL).review == "Missed 3 in a row"
    assert owed(strip("Aooo"), USUAL, reviewed_on=decided_on).review == ""
    assert owed(strip("Aoooo"), USUAL, reviewed_on=decided_on).review == "Missed 2 in a row"
    assert owed(strip("Ao"), CARA, reviewed_on=decided_on) == Owed()


marks = st.text(alphabet=list(LETTERS), max_size=30).map(strip)


@given(marks)
def test_the_order_in_which_marks_come_does_not_matter(found):
    assert owed(found[::-1], USUAL) == owed(found, USUAL)


@given(marks)
def test_nobody_is_reviewed_over_what_we_cancelled_or_what_they_told_us_of(found):
    neutral = [each for each in found if not each.is_missed(USUAL)]
    assert not owed(neutral, USUAL).review


FULL = Demands(24, 80, ("One", "Two"))


def received(letters: str, modules: tuple[str, ...] = ("One", "Two")) -> list[Received]:
    found = strip(letters)
    return [
        Received(each, modules[place * len(modules) // len(found)] if modules else "")
        for place, each in enumerate(found)
    ]


@pytest.mark.parametrize(
    ("letters", "reviewed", "outcome"),
    [
        ("A" * 24, True, "Complete"),
        ("A" * 24, False, "Part complete, 24 of 24"),
        ("A" * 10 + "oo" + "A" * 10 + "nn", True, "Complete"),
        ("A" * 9 + "ooo" + "A" * 10 + "oo", True, "Part complete, 19 of 24"),  # 80% of 24 is 20
        ("A" * 12 + "o" * 3 + "A" * 9, True, "Part complete, 21 of 24"),  # too little of module two
        ("A" * 12 + "c" * 3 + "A" * 9, True, "Complete"),  # we cancelled: nobody pays for it
    ],
)
def test_completing_takes_sessions_core_modules_and_the_exit_review(letters, reviewed, outcome):
    assert standing(received(letters), FULL, USUAL, exit_review_done=reviewed).outcome == outcome


@pytest.mark.parametrize(
    "changed",
    [
        replace(FULL, completion_percent=90),
        replace(FULL, sessions_total=28),
        replace(FULL, core_modules=("One", "Three")),
    ],
)
def test_a_number_of_the_version_changes_who_completes(changed):
    marks = received("A" * 10 + "oo" + "A" * 10 + "oo")
    assert standing(marks, FULL, USUAL, exit_review_done=True).is_complete
    assert not standing(marks, changed, USUAL, exit_review_done=True).is_complete


def test_what_goes_on_is_never_complete():
    found = standing(received("AAA", ()), Demands(None), USUAL, exit_review_done=True)
    assert (found.is_complete, found.words) == (False, "3 so far")


def test_both_workshops_of_two_are_needed():
    both = Demands(2, 100, ("A", "B"), exit_review=False)
    assert standing(received("AA", ("A", "B")), both, CARA).is_complete
    assert not standing(received("Ao", ("A", "B")), both, CARA).is_complete


@given(st.integers(1, 100), st.integers(0, 100))
def test_the_share_is_rounded_up_and_never_beyond_all(total, percent):
    assert total * percent <= needed(total, percent) * 100 < total * percent + 100
    assert needed(total, percent) <= total
