"""The tools and the grade, by hand-made tables: nothing here asks a database or a clock."""

import datetime as dt

import pytest

from chrysalis.access.barriers import Side
from chrysalis.tools import TOOLS
from chrysalis.tools.base import in_use, is_for_age, tool_of
from chrysalis.tools.grading import REVIEW_DAYS, Level, is_raised, latest_review, needs_second


EXAMPLES = [(tool, example) for tool in TOOLS for example in tool.examples]
DASH, B_SAFER = tool_of("safelives-dash", "1"), tool_of("b-safer", "2")


def answers_of(tool, side, otherwise, **given):
    return {str(item.number): otherwise for item in tool.items(side)} | given


@pytest.mark.parametrize(("tool", "example"), EXAMPLES, ids=lambda found: getattr(found, "key", ""))
def test_each_worked_example_comes_out_as_the_tool_says(tool, example):
    named = {str(number): value for number, value in example.answers.items()}
    answers = answers_of(tool, example.side, example.otherwise) | named
    assert tool.problems(answers, opinion=example.opinion, side=example.side) == []
    found = tool.outcome(
        answers, side=example.side, opinion=example.opinion, with_local_bands=example.with_local_bands
    )
    assert found == example.expected


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_every_tool_says_what_it_is(tool):
    assert tool.examples
    assert tool.licence
    assert tool.source
    assert tool.review_days > 0
    numbers = [item.number for section in tool.sections for item in section.items]
    assert numbers == list(range(1, len(numbers) + 1))
    named = {number for flag in tool.flags for number in (*flag.every, *flag.one_of)}
    assert named <= set(numbers)
    assert {example.side for example in tool.examples} == {section.side for section in tool.sections}


@pytest.mark.parametrize("missing", sorted(DASH.scale.missing))
def test_what_is_not_known_is_never_scored_as_no(missing):
    """SAFETY: a survivor of whom nothing was asked would look safe."""
    found = DASH.outcome(answers_of(DASH, Side.SAFETY, missing), side=Side.SAFETY)
    assert (found.count, found.at_most, found.band) == (0, 24, "")
    assert found.missing == {missing: 25}
    said_no = DASH.outcome(answers_of(DASH, Side.SAFETY, "no"), side=Side.SAFETY)
    assert (said_no.count, said_no.at_most, said_no.missing) == (0, 0, {})


def test_the_three_ways_of_not_knowing_are_three():
    assert len(DASH.scale.missing) == 3
    assert set(B_SAFER.scale.missing) == {"omitted"}


def test_no_victim_factor_is_on_the_change_side():
    """SAFETY: what is known of whoever is harmed stays with those who support them."""
    assert [item.number for item in B_SAFER.items(Side.CHANGE)] == list(range(1, 11))
    assert [item.number for item in B_SAFER.items(Side.SAFETY)] == list(range(11, 16))
    assert DASH.items(Side.CHANGE) == []
    assert B_SAFER.is_split
    assert in_use(Side.CHANGE) == [B_SAFER]


@pytest.mark.parametrize(
    ("change", "opinion", "problem"),
    [
        ({"1": "yes"}, "low", "Item 1 has an answer that it does not take."),
        ({"11": "present"}, "low", "There is no item 11."),
        ({}, "", "The conclusion is missing."),
        ({}, "dangerous", "The conclusion is missing."),
    ],
)
def test_answers_that_the_tool_does_not_take_are_named(change, opinion, problem):
    answers = answers_of(B_SAFER, Side.CHANGE, "absent") | change
    assert B_SAFER.problems(answers, opinion=opinion, side=Side.CHANGE) == [problem]
    assert B_SAFER.problems({}, opinion="low", side=Side.CHANGE)[0] == "Item 1 is not answered."


@pytest.mark.parametrize(
    ("oldest", "offered"),
    [(None, [B_SAFER, DASH]), (15, []), (16, [DASH]), (17, [DASH]), (18, [B_SAFER, DASH])],
)
def test_adult_tools_are_not_offered_to_children(oldest, offered):
    assert [tool for tool in TOOLS if is_for_age(tool, oldest)] == offered


S, M, H, V = Level


@pytest.mark.parametrize(
    ("level", "before", "floor", "expected"),
    [
        (S, None, None, False),
        (V, S, None, False),
        (M, M, None, False),
        (M, H, None, True),
        (S, None, M, True),
        (M, None, M, False),
        (H, M, V, True),
        (M, H, S, True),
    ],
)
def test_lowering_takes_two(level, before, floor, expected):
    assert needs_second(level, before=before, floor=floor) is expected


@pytest.mark.parametrize(
    ("level", "before", "expected"),
    [(S, None, False), (M, None, True), (H, H, False), (V, H, True), (M, H, False)],
)
def test_raised_is_more_than_before(level, before, expected):
    assert is_raised(level, before=before) is expected


def test_each_level_is_reviewed_after_its_days():
    on = dt.date(2026, 11, 2)
    found = {level: latest_review(level, on=on, days=REVIEW_DAYS) for level in Level}
    assert found[H] == found[V] == dt.date(2026, 11, 30)
    assert (found[M], found[S]) == (dt.date(2026, 12, 28), dt.date(2027, 1, 25))
