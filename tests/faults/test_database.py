"""PostgreSQL is stopped at once under load: a plain page, words kept, and soon all is well by itself.

One stop here; for the full figures CHRYSALIS_STOPS=20.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.browser.caller import Answer, Caller, fields_of
from tests.faults.cluster import NAME, Cluster, cluster
from tests.faults.rig import Broker, Rig, size, until, wait_a_little
from tests.faults.test_web import Desk, _are_whole, _desk, _given


STOPS = size("STOPS", 1)
WORDS = "Siân O’Brien — „Ōtsuka“, 50 % + more=1"


class OnItsOwnDatabase(Rig):
    def __init__(self, home: Path, own: Cluster, blocker, broker: Broker) -> None:
        self.cluster = own
        super().__init__(home, NAME, blocker, broker)
        self.environment["DATABASE_URL"] = own.url

    @property
    def where(self) -> dict[str, str]:
        return {"NAME": NAME, "HOST": self.cluster.host, "PORT": ""}  # whatever the tests' own has


@pytest.fixture(scope="module")
def rig(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[OnItsOwnDatabase]:
    with tempfile.TemporaryDirectory(prefix="broker") as folder, cluster() as own:
        made = OnItsOwnDatabase(
            tmp_path_factory.mktemp("faults"), own, django_db_blocker, Broker(Path(folder))
        )
        made.start()
        try:
            made.start_web()
            made.start_worker()
            yield made
        finally:
            made.stop()


def test_stopped_under_load_it_says_so_plainly_and_heals_by_itself(rig: OnItsOwnDatabase):
    is_open = threading.Event()
    is_open.set()
    desks = [_desk(rig, who, is_open) for who in ("sergeant", "sergeant_at_tipton")]
    late = Caller(rig, "sergeant")
    form = late.form("/referrals/new/", family_name=WORDS)
    threads = [threading.Thread(target=desk.work) for desk in desks]
    for thread in threads:
        thread.start()
    longest = 0.0
    try:
        for _ in range(STOPS):
            _more_is_given(desks)
            wait_a_little(0.3)
            rig.cluster.stop_at_once()
            _is_plain_and_keeps_the_words(late.post("/referrals/new/", form))
            longest = max(longest, _heals(rig, late, desks))
    finally:
        is_open.clear()
        for thread in threads:
            thread.join()
    until(rig.is_drained)
    with rig.committed():
        _are_whole(_given(desks))
    print(  # noqa: T201 - a figure for the record
        f"{STOPS} stops of PostgreSQL, {len(_given(desks))} acknowledged, healed within {longest:.1f} s: "
        "none lost, none by half"
    )


def _more_is_given(desks: list[Desk]) -> None:
    before = len(_given(desks))
    until(lambda: len(_given(desks)) > before)


def _is_plain_and_keeps_the_words(answer: Answer) -> None:
    assert answer.status == 503
    assert "The service is not available" in answer.html
    assert fields_of(answer.html)["family_name"] == WORDS
    for word in ("Traceback", "psycopg", "OperationalError", "SQL"):
        assert word not in answer.html


def _heals(rig: OnItsOwnDatabase, caller: Caller, desks: list[Desk]) -> float:
    """Seconds until a page opens and a referral is acknowledged again, from the start of the database."""
    began = time.monotonic()
    rig.cluster.start()
    until(lambda: _opens(caller))
    _more_is_given(desks)
    return time.monotonic() - began


def _opens(caller: Caller) -> bool:
    try:
        return caller.get("/referrals/new/").status == 200
    except requests.RequestException:
        return False
