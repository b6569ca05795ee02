"""What is heard here is heard by handlers of the test alone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from unittest import mock
from uuid import UUID

import pytest

from chrysalis.access.barriers import Side
from chrysalis.events import event as events
from chrysalis.events import hearing, scheduled
from chrysalis.events.event import Event


@pytest.fixture(autouse=True)
def _nobody_else_listens() -> Iterator[None]:
    with (
        mock.patch.dict(events.EVENTS._items),
        mock.patch.dict(hearing.HANDLERS._items),
        mock.patch.dict(scheduled.DUES._items),
        mock.patch.object(hearing, "_by_event", defaultdict(list)),
    ):
        yield


@pytest.fixture
def lantern_lit() -> type[Event]:
    """An event of the tests: it tells of nobody."""

    @dataclass(frozen=True)
    class LanternLit(Event, side=Side.CHANGE, about="lantern_id"):
        lantern_id: UUID
        agency_id: UUID
        number: int

    return LanternLit
