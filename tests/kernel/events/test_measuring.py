"""The figures of the benchmark are those of the rows."""

import datetime as dt
from uuid import uuid4

from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.events.actions.carrying import carry
from chrysalis.events.announcing import announce
from chrysalis.events.hearing import hears
from chrysalis.events.measuring import delays, errands_a_second


def test_delays_run_from_what_happened_to_its_being_done(world, lantern_lit):
    hears(lantern_lit, owner=lambda event: event.agency_id)(lambda event, *, at: None)
    at, agency = timezone.now(), Agency.objects.get(slug="threshold").pk

    def light(number: int) -> None:
        announce(lantern_lit(lantern_id=uuid4(), agency_id=agency, number=number), by=None, at=at)

    light(1)
    carry(clock=lambda: at + dt.timedelta(seconds=3))
    assert delays(since=at) == [3.0]
    assert delays(since=at + dt.timedelta(seconds=1)) == []
    assert errands_a_second(lambda: [light(number) for number in range(5)]) > 0
    assert len(delays(since=at)) == 6
