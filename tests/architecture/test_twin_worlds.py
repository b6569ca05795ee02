"""With survivors and slips, and without: everything that the change side can fetch is the same, byte for
byte. A difference in a count, an order, a header or a size would be a way to ask whether she is known.
"""

import pytest
from django.utils import timezone

from tests.architecture import twins
from tests.architecture.canaries import plant_on_the_safety_side, safety_models
from tests.architecture.makers import Maker
from tests.architecture.stage import Stage


def nothing(stage: Stage) -> None:
    pass


def safety_rows(stage: Stage) -> None:
    """Rows of every table of the safety side, drawn to point at the clients and cases of the stage."""
    maker = Maker("survivors")
    maker.pool = [bank.things[name] for bank in (stage.near, stage.far) for name in ("case", "referral")]
    for model in safety_models():
        for _ in range(3):
            maker.make(model)
    plant_on_the_safety_side(maker)


def another_referral(stage: Stage) -> None:
    stage.one_more()


EXTRAS = [safety_rows]


@pytest.fixture(autouse=True)
def _frozen(db):
    with twins.frozen_clock():
        yield


def test_the_change_side_cannot_tell_the_worlds_apart():
    """And it could tell them apart if they differed in something of its own: the comparison bites."""
    without = twins.tale(nothing)
    for extra in EXTRAS:
        assert twins.differences(without, twins.tale(extra)) == [], f"{extra.__name__} can be told"
    for role, page in (("caseworker", "referrals:inbox"), ("custody-officer", "referrals:sent")):
        same = {key: words for key, words in without.items() if key[0] == role}
        bitten = twins.differences(same, twins.tale(another_referral, to=role))
        assert any(page in line for line in bitten)
    print(f"twin worlds: {len(without)} answers the same")  # noqa: T201 - a figure for the record


def test_the_clock_stands_still():
    assert timezone.now() == timezone.now()
