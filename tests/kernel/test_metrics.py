"""Numbers for whoever keeps the service up, and for nobody else."""

import datetime as dt
import re

import pytest
import redis
from django.utils import timezone

from chrysalis import pulse
from chrysalis.audit import chain
from chrysalis.audit.actions import sealing
from chrysalis.events.actions.carrying import carry
from chrysalis.gauges import GAUGES
from chrysalis.metrics import durations, text
from chrysalis.standstill import causes, switch
from tests.referrals.test_custody_referral import DARNELL, refers


TOKEN = "a token of twenty characters and more"


class Numbers:
    """The page as a collector reads it."""

    def __init__(self, page: str) -> None:
        self.page = page
        lines = [line.rpartition(" ") for line in page.splitlines() if not line.startswith("#")]
        self.found = {name: float(value) for name, _, value in lines}

    def __getitem__(self, name: str) -> float:
        return self.found[name]


@pytest.fixture
def beating(monkeypatch) -> None:
    monkeypatch.setattr(pulse, "last_beat", lambda: timezone.now() - dt.timedelta(seconds=20))


@pytest.fixture
def collected(settings, client, db, beating):
    settings.METRICS_TOKEN = TOKEN

    def collect() -> Numbers:
        page = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert page.status_code == 200
        return Numbers(page.content.decode())

    return collect


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", TOKEN])
def test_without_the_token_there_is_no_such_page(client, settings, db, collected, shown):
    collected()
    absent = client.get("/metric")
    hidden = client.get("/metrics", headers={"Authorization": shown})
    assert hidden.status_code == 404
    assert _without_number(hidden) == _without_number(absent)
    assert client.post("/metrics", headers={"Authorization": shown}).status_code == 404


def test_without_a_token_in_the_settings_there_is_none_for_anybody(client, settings, db):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def _without_number(response) -> str:
    return response.content.decode().replace(response.wsgi_request.request_id, "")


def test_a_page_is_timed_by_view_and_status(world, collected):
    mark = 'chrysalis_request_seconds_count{view="home",status="200"}'
    before = collected().found.get(mark, 0)
    world.caseworker.opens("home")
    after = collected()
    assert after[mark] == before + 1
    beyond = 'chrysalis_request_seconds_bucket{view="home",status="200",le="+Inf"}'
    assert after[beyond] == after[mark]
    assert after[beyond.replace("+Inf", "0.025")] <= after[beyond.replace("+Inf", "5")]
    assert after['chrysalis_request_seconds_sum{view="home",status="200"}'] > 0


def test_a_wrong_address_is_counted_without_being_told(world, collected):
    world.caseworker.get("/Darnell-Kestrel/")
    page = collected()
    assert page['chrysalis_request_seconds_count{view="other",status="404"}'] >= 1
    assert "Kestrel" not in page.page


def test_entries_that_wait_for_their_seal_are_told_by_their_age(world, collected):
    for side in chain.SIDES:
        while sealing.seal(side, at=timezone.now()):
            pass
    assert collected()['chrysalis_log_last_seal_seconds{log="neither"}'] < 60
    assert set(re.findall(r'unsealed_seconds{log="(\w+)"}', collected().page)) == {*map(str, chain.SIDES)}


def test_what_waits_to_be_told_shows_by_its_age(world, collected):
    carry()
    assert collected()["chrysalis_outbox_oldest_seconds"] == 0
    refers(world.sergeant)
    assert 0 < collected()["chrysalis_outbox_oldest_seconds"] < 60
    carry()
    assert collected()["chrysalis_outbox_oldest_seconds"] == 0


def test_a_notice_that_nobody_answers_in_time_shows_by_its_age_and_side(world, collected):
    refers(world.sergeant)
    carry()
    assert collected()['chrysalis_notices_overdue_seconds{side="change"}'] == 0
    a_month_on = timezone.now() + dt.timedelta(days=30)
    late = {
        reading.labels["side"]: reading.value
        for reading in GAUGES["chrysalis_notices_overdue_seconds"].read(a_month_on)
    }
    assert late["change"] > dt.timedelta(days=20).total_seconds()
    assert late["safety"] == 0


def test_a_worker_that_is_silent_shows_in_the_age_of_its_last_beat(collected, monkeypatch):
    assert 19 < collected()["chrysalis_worker_heartbeat_seconds"] < 30
    monkeypatch.setattr(pulse, "last_beat", lambda: None)
    assert collected()["chrysalis_worker_heartbeat_seconds"] == float("inf")


def test_a_gauge_that_breaks_says_so_and_the_others_go_on(collected, monkeypatch):
    def away() -> None:
        raise redis.ConnectionError

    monkeypatch.setattr(pulse, "last_beat", away)
    page = collected()
    assert page["chrysalis_worker_heartbeat_seconds_is_broken"] == 1
    assert page['chrysalis_database_connections{what="used"}'] >= 1


def test_standing_still_shows_by_its_cause(collected, monkeypatch):
    causes.ask_again()
    assert collected()['chrysalis_read_only{cause="switch"}'] == 0
    monkeypatch.setattr(switch, "is_on", lambda: True)
    causes.ask_again()
    page = collected()
    assert page['chrysalis_read_only{cause="switch"}'] == 1
    assert page['chrysalis_read_only{cause="disk"}'] == 0
    causes.ask_again()


def test_nobody_and_no_agency_is_in_the_numbers(world, collected):
    refers(world.sergeant)
    world.caseworker.opens("referrals:inbox")
    page = collected().page
    for word in (DARNELL["family_name"], "Threshold", "threshold", "Oldbury", "@"):
        assert word not in page


def test_every_line_is_one_that_a_collector_can_read(world, collected):
    world.caseworker.opens("home")
    line = re.compile(r'[a-z_]+({[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*})? (\+Inf|[0-9.e+-]+)')
    numbers = [each for each in collected().page.splitlines() if not each.startswith("# ")]
    assert [each for each in numbers if not line.fullmatch(each)] == []
    assert len(GAUGES) >= 7


def test_a_label_cannot_break_out_of_its_line():
    assert text._escaped('a"b\n\\') == 'a\\"b\\n\\\\'


def test_every_page_has_a_place_in_the_memory_set_aside():
    assert len(durations._views()) < durations.MOST_VIEWS
