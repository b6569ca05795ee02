"""What the tests of every page have in common."""

from collections.abc import Iterator

import pytest

from chrysalis.agencies.models import Agency
from partners.models import News, Slip, Survivor, Tracing
from tests.architecture.canaries import canary, plant_on_the_safety_side
from tests.architecture.makers import Maker, drawn
from tests.architecture.stage import Stage
from tests.architecture.twins import frozen_clock


@pytest.fixture
def frozen() -> Iterator[None]:
    """The clock stands still from before anybody signs in: the minute stands on every page, and a session
    that was seen a minute ago is written again, by each request of thousands that are taken back."""
    with frozen_clock():
        yield


@pytest.fixture
def planted(frozen, world) -> Stage:
    """With a canary in every field that holds words."""
    built = Stage(world, canary)
    plant_on_the_safety_side(_of_whom_all_look_at(built))
    return built


def _of_whom_all_look_at(stage: Stage) -> Maker:
    """What is made on the safety side is of those whose pages are asked for: of others, nobody here would
    hear it. What was told is of news of its own, so that there is some still to tell."""
    shown, agency = stage.near.things, stage.near.link_worker.membership.agency_id
    whose = {"survivor_id": shown["survivor"], "support_agency_id": agency}
    told = drawn(News, whose | {"kind_slug": "session-missed", "waits": False})
    maker = Maker("canaries")
    maker.before |= {Agency: agency, News: told}
    maker.before |= {Survivor: shown["survivor"], Slip: shown["slip"], Tracing: shown["tracing"]}
    return maker
