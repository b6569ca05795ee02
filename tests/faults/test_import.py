"""The worker is killed in the midst of an import, and goes on: no referral is missing, none is there twice.

Few rows here; for the full figure CHRYSALIS_IMPORT_KILL_ROWS=20000.
"""

from collections import Counter

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from referrals.actions import importing
from referrals.models import (
    Import,
    ImportRow,
    ImportState,
    PersonKey,
    ProfessionalDetails,
    Referral,
    WrittenDown,
)
from referrals.rules.import_fields import guess
from tests.browser.sheets import FOR_ALL, HEADINGS
from tests.faults.rig import Rig, size, until, wait_a_little


ROWS, KILLS = size("IMPORT_KILL_ROWS", 120), 3
FAULTY = 20  # every twentieth row has a fault
LONG = 60 + ROWS / 20  # seconds
NAMES = ("Dunnock", "Whin", "Teal", "Sedge", "Fern", "Rush", "Plover")


def spreadsheet(number: int) -> bytes:
    """Nobody in it twice, nor in the other one."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    rows = (
        f"Sheet{number} Row{row},{NAMES[row % 7]},{day},Bel Tarn,Social worker,bel@westfield.example,"
        f"Economic,Keeps the cards.,{'maybe' if row % FAULTY == 0 else 'yes'},Somebody"
        for row in range(1, ROWS + 1)
    )
    return "\n".join([HEADINGS, *rows]).encode()


def test_killed_midway_it_ends_as_if_nothing_had_been(rig: Rig):
    rig.environment["CHRYSALIS_IMPORT_BATCH"] = str(max(20, ROWS // 40))
    whole, broken = _brought(rig, 1), _brought(rig, 2)
    rig.start_worker()
    until(
        lambda: _stands(rig, whole, ImportState.DONE) and _stands(rig, broken, ImportState.CHECKED),
        seconds=LONG,
    )
    _act(rig, broken, importing.run)
    for kill in range(KILLS):
        until(rig.is_at_work)
        before = _added(rig, broken)
        until(lambda before=before: _added(rig, broken) > before or _stands(rig, broken, ImportState.DONE))
        wait_a_little(0.2)
        if kill % 2:
            rig.kill_worker()
            rig.start_worker()
        else:
            rig.kill_child()
    until(lambda: rig.is_at_work() and _stands(rig, broken, ImportState.DONE), seconds=LONG)
    rig.kill_worker()
    with rig.committed():
        assert _result(broken, 2) == _result(whole, 1)
        assert Counter(_result(whole, 1)["states"]) == {
            "added": ROWS - ROWS // FAULTY,
            "fault": ROWS // FAULTY,
        }


def _brought(rig: Rig, number: int) -> Import:
    with rig.committed():
        by = _hat(rig)
        scheme, at = Scheme.objects.get(slug="west"), timezone.now()
        body = spreadsheet(number)
        with acting_as(by):
            return importing.upload(scheme, body, title=str(number), may_name="no", by=by, at=at)


def _result(brought: Import, number: int) -> dict[str, list]:
    """What came of it, without keys and handles, which are dice."""
    rows = ImportRow.objects.filter(brought_in=brought).order_by("number")
    keys = [row.referral_key for row in rows if row.referral_key]
    found = Referral.objects.in_bulk(keys)
    return {
        "states": [row.state for row in rows],
        "said": [row.said for row in rows],
        "people": [
            (found[key].given_names.replace(f"Sheet{number}", ""), found[key].family_name) for key in keys
        ],
        "all": [Referral.objects.filter(given_names__startswith=f"Sheet{number} ").count()],
        "parts": [
            model.objects.filter(referral_id__in=keys).count() for model in (ProfessionalDetails, WrittenDown)
        ],
        "findable": [PersonKey.objects.filter(referral_id__in=keys).values("referral_id").distinct().count()],
    }


def _hat(rig: Rig):
    return make_hat(Membership.objects.select_related("agency").get(worker_id=rig.people["caseworker"]))


def _act(rig: Rig, brought: Import, action, **told) -> None:
    with rig.committed():
        by = _hat(rig)
        with acting_as(by):
            action(Import.objects.get(pk=brought.pk), **told, by=by, at=timezone.now())


def _stands(rig: Rig, brought: Import, state: str) -> bool:
    """Whether it came so far; where it waits for somebody on the way, they go on."""
    with rig.committed():
        found = Import.objects.get(pk=brought.pk)
    if found.state == ImportState.MATCHING:
        _act(rig, found, importing.match, columns=guess(list(found.headings)), for_all=FOR_ALL)
    elif found.state == ImportState.CHECKED and state == ImportState.DONE:
        _act(rig, found, importing.run)
    return found.state == state


def _added(rig: Rig, brought: Import) -> int:
    with rig.committed():
        return ImportRow.objects.filter(brought_in=brought, state=ImportRow.State.ADDED).count()
