"""Plain misuses are found and asked about; ordinary work is not."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.db import connections
from django.utils import timezone

from chrysalis.access import triggers
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Scheme, Worker
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.actions import alerts
from chrysalis.audit.log import record
from chrysalis.audit.models import AccountEntry, AlertLimits, ChangeAlert, ChangeEntry
from chrysalis.audit.tasks import watch
from chrysalis.working_days import LONDON
from referrals.actions.reading import READ
from referrals.models import Case, Referral
from tests.referrals.test_custody_referral import refers


LIMITS = AlertLimits()
NOON = dt.datetime(2026, 11, 18, 12, 5, tzinfo=LONDON)
MIDNIGHT = dt.datetime(2026, 11, 18, 0, 30, tzinfo=LONDON)


@pytest.fixture(autouse=True, scope="module")
def _all_is_settled(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a test wrote is never committed, and so out of the watcher's sight. Here it is in sight."""
    settled = next(iter(triggers.functions())).replace("CREATE", "CREATE OR REPLACE")
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(
            settled.replace("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", "(2 ^ 62)::bigint")
        )
    yield
    with django_db_blocker.unblock(), connections["owner"].cursor() as cursor:
        cursor.execute(settled)


def opens(person, people: int, *, at: dt.datetime) -> None:
    by = make_hat(person.membership)
    for number in range(people):
        subjects = [uuid.UUID(int=number, version=4), uuid.uuid4()]
        record(READ, by=by, at=at + dt.timedelta(seconds=number), subjects=subjects)


def found(at: dt.datetime) -> list[str]:
    alerts.raise_alerts(Side.CHANGE, at=at + dt.timedelta(hours=1))
    return sorted(ChangeAlert.objects.values_list("kind", flat=True))


def test_many_people_in_an_hour_is_asked_about_once(world):
    opens(world.caseworker, LIMITS.people_in_an_hour, at=NOON)
    assert found(NOON) == ["many-people"]
    assert found(NOON) == ["many-people"]
    alert = ChangeAlert.objects.get()
    assert (alert.worker_id, alert.times) == (world.caseworker.worker.pk, LIMITS.people_in_an_hour)


def test_a_busy_hour_and_long_lists_are_ordinary_work(world):
    opens(world.caseworker, LIMITS.people_in_an_hour - 1, at=NOON)
    by = make_hat(world.second_caseworker.membership)
    for _ in range(LIMITS.people_in_an_hour):
        record(READ, by=by, at=NOON, subjects=[uuid.uuid4() for _ in range(25)])
        record(READ, by=by, at=NOON, subjects=[by.worker_id])  # the same record again and again
    assert found(NOON) == []


def test_fewer_people_are_many_at_night(world):
    opens(world.caseworker, LIMITS.people_in_an_hour_at_night, at=MIDNIGHT)
    assert found(MIDNIGHT) == ["at-night"]
    opens(world.second_caseworker, LIMITS.people_in_an_hour_at_night, at=NOON)
    assert found(NOON) == ["at-night"]


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


@pytest.fixture
def alert(world, case) -> ChangeAlert:
    Worker.objects.filter(pk=world.caseworker.worker.pk).update(full_name="Ada Kestrel")
    world.caseworker.opens("referrals:case", case.pk)
    world.second_caseworker.opens("referrals:case", case.pk)
    watch()
    return ChangeAlert.objects.get(kind="own-family-name", subjects=[case.client_id])


def test_a_look_at_the_own_family_name_is_asked_about(world, alert):
    assert alert.worker_id == world.caseworker.worker.pk
    assert set(ChangeAlert.objects.values_list("worker_id", flat=True)) == {alert.worker_id}
    shown = world.information_officer.opens("log:alerts").content.decode()
    assert "Same family name" in shown
    assert "To be answered" in shown


def test_the_officer_answers_and_it_stays_answered(world, alert):
    officer = world.information_officer
    page = officer.opens("log:alert", alert.pk).content.decode()
    assert "Ada Kestrel" in page
    assert f"Record {str(alert.subjects[0])[:8]}" in page
    nothing = officer.sends("log:alert", alert.pk, draft=str(uuid.uuid4()), outcome="")
    assert "Write what came of asking" in nothing.content.decode()
    sent = officer.sends("log:alert", alert.pk, draft=str(uuid.uuid4()), outcome="A common name.")
    assert sent.headers["Location"] == "/log/alerts/"
    assert "A common name." in officer.opens("log:alert", alert.pk).content.decode()
    assert "Answered" in officer.opens("log:alerts", state="answered").content.decode()
    assert str(alert.pk) not in officer.opens("log:alerts", state="open").content.decode()
    assert ChangeEntry.objects.filter(word="alert.acknowledged", subjects=[alert.pk]).exists()

    again = officer.sends("log:alert", alert.pk, draft=str(uuid.uuid4()), outcome="Another story.")
    assert "just now" in officer.get(again.headers["Location"]).content.decode()
    alert.refresh_from_db()
    assert alert.outcome == "A common name."


def test_nobody_answers_for_themselves(world, alert):
    ChangeAlert.objects.filter(pk=alert.pk).update(worker_id=world.information_officer.worker.pk)
    officer = world.information_officer
    assert "Record the answer" not in officer.opens("log:alert", alert.pk).content.decode()
    sent = officer.sends("log:alert", alert.pk, draft=str(uuid.uuid4()), outcome="It was nothing.")
    assert "about you" in officer.get(sent.headers["Location"]).content.decode()
    alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_an_alert_is_for_the_own_agencys_officer(world, alert):
    for person, status in (
        (world.information_officer_elsewhere, 404),
        (world.safety_information_officer, 404),
        (world.caseworker, 403),
        (world.administrator, 403),
    ):
        assert person.opens("log:alert", alert.pk).status_code == status


def test_a_search_for_the_same_thing_later_finds_no_second_alert(world, alert):
    before = ChangeAlert.objects.count()
    alerts.raise_alerts(Side.CHANGE, at=timezone.now())
    assert ChangeAlert.objects.count() == before


SET = {
    "people_in_an_hour": "15",
    "people_in_an_hour_at_night": "4",
    "night_begins": "22",
    "night_ends": "6",
    "people_out_of_area": "2",
}


def sets(person, *, seen: int = 1, **changes: str):
    return person.sends("log:limits", **(SET | {"version": str(seen)} | changes))


def test_an_agency_sets_its_own_limits_and_no_other_ones(world):
    assert sets(world.information_officer).status_code == 302
    opens(world.caseworker, 15, at=NOON)
    opens(world.caseworker_elsewhere, 15, at=NOON)
    assert found(NOON) == ["many-people"]
    assert ChangeAlert.objects.get().worker_id == world.caseworker.worker.pk
    assert 'value="15"' in world.information_officer.opens("log:limits").content.decode()
    assert 'value="40"' in world.information_officer_elsewhere.opens("log:limits").content.decode()


def test_a_later_night_is_the_agencys_to_set(world):
    sets(world.information_officer)
    opens(world.caseworker, 4, at=MIDNIGHT.replace(hour=5))
    assert found(MIDNIGHT.replace(hour=5)) == ["at-night"]


def test_limits_can_be_reached_and_are_not_overwritten_unseen(world):
    officer = world.information_officer
    assert "Enter a number from 1 to 500" in sets(officer, people_in_an_hour="5000").content.decode()
    assert not AlertLimits.objects.exists()
    sets(officer)
    assert sets(officer, seen=2, people_in_an_hour="20").headers["Location"] == "/log/alerts/"
    for seen in (1, 2):  # of the defaults, and of the first that were set
        late = sets(officer, seen=seen, people_in_an_hour="30")
        assert late.status_code == 409
        assert "Nothing was overwritten" in late.content.decode()
    assert AlertLimits.objects.get().people_in_an_hour == 20
    assert AccountEntry.objects.filter(word="alert.limited").count() == 2
    for person in (world.caseworker, world.administrator, world.safeguarding_lead):
        assert person.opens("log:limits").status_code == 403


def test_people_of_a_place_where_the_worker_has_no_work_are_asked_about(world, case):
    """The agency works in two schemes. One of its people has cases in the one, and reads of the other."""
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get(case=None).pk)
    elsewhere = Scheme.objects.get(slug="east")
    abroad, home = Case.objects.order_by("opened_at")
    whose = world.second_caseworker.worker
    Case.objects.filter(pk=abroad.pk).update(scheme=elsewhere, allocated_worker=whose)
    AlertLimits.objects.create(agency_id=world.caseworker.membership.agency_id, people_out_of_area=1)
    world.second_caseworker.opens("referrals:case", abroad.pk)
    world.caseworker.opens("referrals:case", home.pk)
    watch()
    assert not ChangeAlert.objects.filter(kind="out-of-area").exists()
    world.caseworker.opens("referrals:case", abroad.pk)
    watch()
    assert ChangeAlert.objects.get(kind="out-of-area").worker_id == world.caseworker.worker.pk
