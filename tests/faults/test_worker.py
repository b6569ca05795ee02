"""The worker is killed at any instant, and loses nothing and does nothing twice.

Few kills here; for the full figures CHRYSALIS_KILLS=500 CHRYSALIS_NOTICES=2000.
"""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.events.models import Announcement, Errand, SafetySnag
from chrysalis.notices.models import AccountNotice, ChangeNotice, SafetyNotice
from partners.models import Slip
from tests.faults.rig import Rig, fresh, size, until, wait_a_little


KILLS, NOTICES = size("KILLS", 5), size("NOTICES", 200)
SIDES = (ChangeNotice, SafetyNotice, AccountNotice)
ENOUGH = 10  # kills, of which some must have fallen into the midst of an errand
WHOLE = 5  # every fifth kill takes the whole worker, the others the process that does the tasks


@pytest.fixture
def working(rig: Rig):
    rig.start_worker()
    yield rig
    rig.kill_worker()


def test_killed_at_any_instant_it_loses_nothing_and_does_nothing_twice(working: Rig):
    for kill in range(KILLS):
        until(working.is_at_work)
        done = working.how_many_done()
        working.seal(NOTICES // KILLS)
        until(lambda done=done: working.is_at_work() and working.how_many_done() > done)
        wait_a_little(0.1)
        if kill % WHOLE:
            working.kill_child()
        else:
            working.kill_worker()
            working.start_worker()
    working.kill_worker()
    working.start_worker()
    until(working.is_drained)
    with working.committed():
        slips = set(Slip.objects.values_list("pk", flat=True))
        told = Counter(
            SafetyNotice.objects.filter(kind_slug="slip-sealed").values_list("subject_id", flat=True)
        )
        assert set(told) == slips, "lost"
        assert set(told.values()) == {1}, "doubled"
        climbs = Errand.objects.filter(handler="notices.climb").values_list("facts__notice_id", flat=True)
        # Of every side: a letter that was being sent has an unknown outcome, and somebody is told of that.
        raised = [str(key) for side in SIDES for key in side.objects.values_list("pk", flat=True)]
        assert Counter(climbs) == Counter(raised), "what follows a notice is there once, with it"
        killed = Errand.objects.filter(attempts__gt=1).count()
        assert not SafetySnag.objects.exists()
        assert killed or KILLS < ENOUGH, "no kill fell into the midst of an errand"
    print(f"{KILLS} kills, {len(slips)} notices, {killed} tried more than once: none lost, none doubled")  # noqa: T201 - a figure for the record


def test_a_poison_row_stops_nobody_else(working: Rig):
    """One whose facts cannot be read, and that is older than all others."""
    until(working.is_drained)
    with working.committed():
        place = Membership.objects.select_related("agency").get(worker_id=working.people["sergeant"])
        poison = Announcement.objects.create(
            event="slip-sealed",
            facts={"slip_id": "Maren Alder"},
            subject_id=fresh(),
            agency_id=make_hat(place).agency_id,
            announced_at=timezone.now() - dt.timedelta(days=1),
        )
        before = SafetyNotice.objects.filter(kind_slug="slip-sealed").count()
    working.seal(20)

    def are_told() -> bool:
        with working.committed():
            return SafetyNotice.objects.filter(kind_slug="slip-sealed").count() == before + 20

    until(are_told)
    with working.committed():
        errand = Errand.objects.get(announcement=poison)
        assert errand.state == Errand.State.WAITING
        assert errand.attempts >= 1
        assert errand.error_class in {"KeyError", "ValueError"}
        assert "Maren" not in str(Errand.objects.filter(pk=errand.pk).values())
        errand.delete()
        poison.delete()
