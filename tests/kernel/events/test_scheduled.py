"""What falls due is done once, as soon as there is a worker: not once a tick that was missed."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions import carrying
from chrysalis.events.models import Errand
from chrysalis.events.scheduled import due, later
from chrysalis.registry import Unknown


LONDON_SPRINGS_FORWARD = dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC)
LONDON_FALLS_BACK = dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)  # the first of two half past ones
LEAP_DAY = dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC)


@pytest.fixture
def rung() -> list[UUID]:
    found: list[UUID] = []

    @due("tests.ring")
    def ring(*, bell_id: UUID, at: dt.datetime) -> None:
        found.append(bell_id)

    return found


def looks(at: dt.datetime) -> None:
    carrying.carry(clock=lambda: at)


@pytest.mark.parametrize("moment", [LONDON_SPRINGS_FORWARD, LONDON_FALLS_BACK, LEAP_DAY])
def test_it_is_done_at_its_moment_and_not_before(db, rung, moment):
    bell = uuid4()
    later("tests.ring", due_at=moment, bell_id=bell)
    looks(moment - dt.timedelta(seconds=1))
    assert rung == []
    looks(moment)
    looks(moment + dt.timedelta(hours=1))  # when London falls back, the same time by the clock on the wall
    assert rung == [bell]


def test_a_machine_asleep_for_a_day_does_each_thing_once_and_in_its_order(db, rung):
    now = timezone.now()
    bells = [uuid4() for _ in range(5)]
    for hour, bell in enumerate(bells):
        later("tests.ring", due_at=now + dt.timedelta(hours=hour), bell_id=bell)
    looks(now + dt.timedelta(days=1))
    looks(now + dt.timedelta(days=2))
    assert rung == bells


def test_anybody_at_work_may_have_something_done_later_and_look_at_nothing(world, rung):
    hat, bell = make_hat(world.sergeant.membership), uuid4()
    with acting_as(hat):
        later("tests.ring", due_at=timezone.now(), by=hat, bell_id=bell)
    looks(timezone.now())
    assert rung == [bell]


def test_what_nobody_declared_is_refused_where_it_is_asked_for(db, rung):
    with pytest.raises(Unknown):
        later("tests.rang", due_at=timezone.now(), bell_id=uuid4())
    with pytest.raises(TypeError):
        later("tests.ring", due_at=timezone.now(), whistle_id=uuid4())
    assert not Errand.objects.exists()
