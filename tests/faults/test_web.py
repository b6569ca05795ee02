"""The web server is killed under load, and everything that it acknowledged is there, whole.

Few kills here; for the full figures CHRYSALIS_WEB_KILLS=200.
"""

import threading
from collections import Counter
from dataclasses import dataclass, field

import requests

from chrysalis.audit.models import ChangeEntry
from chrysalis.events.models import Announcement
from referrals.models import CustodyDetails, PersonKey, Referral, ReferralStatus
from tests.browser.caller import Caller
from tests.browser.forms.referrals import DARNELL
from tests.faults.rig import Rig, fresh, size, until, wait_a_little


KILLS, DESKS = size("WEB_KILLS", 5), 2


@dataclass
class Desk:
    """Refers one person after another, and notes each reference that a page gave."""

    caller: Caller
    fields: dict[str, str]
    is_open: threading.Event
    given: list[str] = field(default_factory=list)
    broken: int = 0

    def work(self) -> None:
        while self.is_open.is_set():
            try:
                answer = self.caller.post("/referrals/new/", self.fields | {"draft": fresh()})
            except requests.RequestException:
                self.broken += 1
                continue
            if answer.status == 302 and "/sent/" in answer.leads_to:
                self.given.append(answer.leads_to.rstrip("/").rpartition("/")[2])


def test_what_was_acknowledged_is_there_and_nothing_is_there_by_half(rig: Rig):
    rig.start_web()
    is_open = threading.Event()
    is_open.set()
    desks = [_desk(rig, who, is_open) for who in ("sergeant", "sergeant_at_tipton")[:DESKS]]
    threads = [threading.Thread(target=desk.work) for desk in desks]
    for thread in threads:
        thread.start()
    try:
        for _ in range(KILLS):
            before = len(_given(desks))
            until(lambda before=before: len(_given(desks)) > before)
            wait_a_little(0.3)
            rig.crash()
    finally:
        is_open.clear()
        for thread in threads:
            thread.join()
    given = _given(desks)
    assert len(given) >= KILLS
    with rig.committed():
        _are_whole(given)
    broken = sum(desk.broken for desk in desks)
    print(f"{KILLS} kills of web, {len(given)} acknowledged, {broken} cut off: none lost, none by half")  # noqa: T201 - a figure for the record


def _given(desks: list[Desk]) -> list[str]:
    return [reference for desk in desks for reference in desk.given]


def _desk(rig: Rig, who: str, is_open: threading.Event) -> Desk:
    caller = Caller(rig, who)
    return Desk(caller, caller.form("/referrals/new/", **DARNELL), is_open)


def _are_whole(given: list[str]) -> None:
    """Each part of a referral is there as often as the referral: once."""
    kept = dict(Referral.objects.values_list("reference", "pk"))
    assert set(given) <= set(kept), "acknowledged, and lost"
    assert max(Counter(given).values()) == 1
    entries = ChangeEntry.objects.filter(word="referral.submitted").values_list("subjects", flat=True)
    parts = {
        "announcement": Announcement.objects.filter(event="referral-submitted").values_list(
            "subject_id", flat=True
        ),
        "details": CustodyDetails.objects.values_list("referral_id", flat=True),
        "status": ReferralStatus.objects.values_list("referral_key", flat=True),
        "log": [subjects[0] for subjects in entries],
    }
    for part, keys in parts.items():
        assert Counter(keys) == dict.fromkeys(kept.values(), 1), f"a referral without its {part}, or with two"
    assert set(PersonKey.objects.values_list("referral_id", flat=True)) == set(kept.values())
