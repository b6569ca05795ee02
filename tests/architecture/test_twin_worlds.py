"""With survivors and slips, and without: everything that the change side can fetch is the same, byte for
byte. A difference in a count, an order, a header or a size would be a way to ask whether she is known.

The worker has been at it in every world: all that was announced is carried, by the handlers that the service
runs, before anybody looks. So what a handler of either side leaves behind on the wrong one would be seen.
"""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement, Errand
from partners.actions import finding, people
from partners.actions.reading import open_survivor
from partners.models import News
from referrals.gates.clients import FoundClient
from referrals.models import Case
from tests.architecture import twins
from tests.architecture.canaries import plant_on_the_safety_side, safety_models
from tests.architecture.makers import Maker
from tests.architecture.stage import Bank, Stage


OUTBOX = (Announcement, Errand)  # what is drawn at random, or written over, cannot be carried


def nothing(stage: Stage) -> None:
    _carry()


def a_safety_side(stage: Stage) -> None:
    """Survivors of everybody, linked before the worker carries what happened, so that each thing is news to
    somebody; and three rows of everything that the safety side keeps."""
    for bank in (stage.near, stage.far):
        _link_a_survivor(bank, at=stage.at)
    maker = Maker("survivors")
    maker.pool = [bank.things[name] for bank in (stage.near, stage.far) for name in ("case", "referral")]
    for model in safety_models():
        for _ in range(3 if model not in OUTBOX else 0):
            maker.make(model)
    _carry()
    assert News.objects.exists(), "nobody was told of anything"
    plant_on_the_safety_side(maker, besides=OUTBOX)


def _link_a_survivor(bank: Bank, *, at: dt.datetime) -> None:
    by, case = make_hat(bank.link_worker.membership), Case.objects.get(pk=bank.things["case"])
    who = FoundClient(case.client_id, "Darnell Kestrel", case.reference, "A provider")
    with acting_as(by):
        made = people.record_survivor({"name": "A"}, scheme_id=case.scheme_id, by=by, at=at)
        open_survivor(made, by=by, at=at)
        finding.link(made, who, relationship="partner", since="", by=by, at=at)


def another_referral(stage: Stage) -> None:
    stage.one_more()
    _carry()


def _carry() -> None:
    carry(clock=timezone.now)  # the clock that stands still, which no default can have taken hold of before


def test_the_change_side_cannot_tell_the_worlds_apart(frozen, world):
    """And it could tell them apart if they differed in something of its own: the comparison bites."""
    stage = Stage(world)
    without = twins.tale(stage, nothing)
    assert twins.differences(without, twins.tale(stage, a_safety_side)) == []
    lists = (("caseworker", "referrals:inbox"), ("custody-officer", "referrals:sent"))
    alike = twins.tale(stage, nothing, of=lists)
    assert len(alike) == len(lists)
    assert twins.differences(alike, twins.tale(stage, nothing, of=lists)) == []
    assert len(twins.differences(alike, twins.tale(stage, another_referral, of=lists))) == len(lists)
    print(f"twin worlds: {len(without)} answers the same")  # noqa: T201 - a figure for the record


@pytest.mark.usefixtures("frozen")
def test_the_clock_stands_still():
    assert timezone.now() == timezone.now()
