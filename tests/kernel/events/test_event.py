"""What may be announced, and who may hear it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid4

import pytest

from chrysalis.access.barriers import Side
from chrysalis.events.event import EVENTS, Event, FreeText, facts_of, rebuild
from chrysalis.events.hearing import WrongSide, hears, listeners
from chrysalis.events.scheduled import due


class Colour(StrEnum):
    RED = "red"


def test_an_event_comes_back_as_it_was_told():
    @dataclass(frozen=True)
    class LampMoved(Event, side=Side.CHANGE, about="lamp_id"):
        lamp_id: UUID
        on: dt.date
        at: dt.datetime
        is_lit: bool
        times: int
        colour: Colour

    told = LampMoved(
        lamp_id=uuid4(),
        on=dt.date(2028, 2, 29),
        at=dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC),
        is_lit=False,
        times=3,
        colour=Colour.RED,
    )
    heard = rebuild("lamp-moved", facts_of(told), key=told.key)
    assert heard == told
    assert heard.key == told.key
    assert heard.subject == told.lamp_id


@pytest.mark.parametrize("shape", [str, dict, list[UUID], UUID | None, float])
def test_what_could_hold_a_name_is_refused_as_the_file_is_read(shape):
    with pytest.raises(FreeText):
        type(
            "SomethingSaid",
            (Event,),
            {"__annotations__": {"thing_id": UUID, "said": shape}},
            side=Side.CHANGE,
            about="thing_id",
        )
    assert "something-said" not in EVENTS


def test_what_falls_due_is_given_no_text_either():
    with pytest.raises(FreeText):

        @due("lamps.tell")
        def tell(*, words: str, at: dt.datetime) -> None: ...


def test_an_event_is_about_something_with_a_key():
    with pytest.raises(TypeError, match="no key"):

        class TimePassed(Event, side=Side.CHANGE, about="number"):
            number: int


def test_the_change_side_hears_nothing_that_the_safety_side_announces():
    """SAFETY: that somebody told of being harmed is never told downwards."""

    @dataclass(frozen=True)
    class ShutterOpened(Event, side=Side.SAFETY, about="shutter_id"):
        shutter_id: UUID

    def listen(event: ShutterOpened, *, at: dt.datetime) -> None: ...

    listen.__module__ = "partners.handlers"
    hears(ShutterOpened, owner=lambda event: None)(listen)

    def overhear(event: ShutterOpened, *, at: dt.datetime) -> None: ...

    overhear.__module__ = "referrals.handlers"
    with pytest.raises(WrongSide):
        hears(ShutterOpened, owner=lambda event: None)(overhear)
    assert [handler.slug for handler in listeners("shutter-opened")] == ["partners.listen"]
