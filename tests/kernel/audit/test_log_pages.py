"""The information officer's pages: the own agency's people, the own side, and looking is written down."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.log import record
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.audit.refusals import REFUSED
from referrals.models import Case, Referral
from tests import eye
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_restricted import same


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_log_shows_the_own_people_and_no_name_of_anybody_referred(world, case):
    shown = text(world.information_officer.opens("log:entries"))
    assert "Caseworker" in shown
    assert "Accepted a referral and opened a case from it" in shown
    assert "Work on a case that the own agency holds" in shown
    assert "Kestrel" not in shown
    assert f"Record {str(case.pk)[:8]}" in text(world.information_officer.opens("log:person", case.pk))


def test_another_agencys_officer_sees_none_of_it(world, case):
    shown = text(world.information_officer_elsewhere.opens("log:entries"))
    assert "Accepted a referral" not in shown
    assert "No entries" in text(world.information_officer_elsewhere.opens("log:person", case.pk))
    worker = world.caseworker.worker
    assert world.information_officer_elsewhere.opens("log:worker", worker.pk).status_code == 404
    entry = ChangeEntry.objects.get(word="referral.accepted")
    assert world.information_officer_elsewhere.opens("log:entry", entry.pk).status_code == 404


def test_what_was_sent_to_the_agency_shows_as_from_outside(world, case):
    shown = text(world.information_officer.opens("log:outside"))
    assert "Oldbury custody" in shown
    assert "Sent a referral to the front door of a scheme" in shown
    assert "Sergeant" not in text(world.information_officer.opens("log:workers"))


def test_by_worker_by_day_and_by_what_was_done(world, case):
    officer, worker = world.information_officer, world.caseworker.worker
    assert worker.full_name in text(officer.opens("log:workers"))
    assert "Accepted a referral" in text(officer.opens("log:worker", worker.pk))
    today = timezone.localdate()
    assert "Accepted a referral" in text(officer.opens("log:entries", on=today.isoformat()))
    yesterday = today - dt.timedelta(days=1)
    assert "Accepted a referral" not in text(officer.opens("log:entries", on=yesterday.isoformat()))
    assert "Accepted a referral" in text(officer.opens("log:entries", did="alteration"))
    assert "Accepted a referral" not in text(officer.opens("log:entries", did="refusal"))


def test_one_entry_with_all_it_says(world, case):
    told = ChangeEntry.objects.get(word="referral.submitted")
    shown = text(world.information_officer.opens("log:entry", told.pk))
    assert "Threshold Centre" in shown
    assert f"Record {str(told.subjects[0])[:8]}" in shown
    looked = ChangeEntry.objects.filter(word="log.read").first()
    assert "No record" in text(world.information_officer.opens("log:entry", looked.pk))


def test_looking_at_the_log_is_written_down(world, case):
    world.information_officer.opens("log:person", case.pk)
    entry = ChangeEntry.objects.get(word="log.read")
    assert entry.worker_id == world.information_officer.worker.pk
    assert (entry.subjects, entry.purpose, entry.reason) == (
        [case.pk],
        "lawfulness",
        "entries about one record",
    )


def looked_up(person, reference: str) -> str:
    return text(person.sends("log:look_up", reference=reference))


def test_by_reference_as_it_stands_on_a_letter(world, case):
    officer = world.information_officer
    found = looked_up(officer, f" {case.reference.lower()} ")
    for key in (case.pk, case.referral_id):
        assert f"/log/people/{key}/" in found
    assert "Kestrel" not in found
    assert "Enter the reference" in looked_up(officer, "")
    entry = ChangeEntry.objects.get(word="log.read", reason="by reference")
    assert set(entry.subjects) == {case.pk, case.referral_id}


def test_the_force_that_sent_it_knows_the_referral_alone(world, case):
    """The suite's log has what the suite did; that there is a case is the provider's to know."""
    Membership.objects.filter(pk=world.information_officer.membership.pk).update(
        agency=world.sergeant.membership.agency
    )
    found = looked_up(world.information_officer, case.reference)
    assert f"/log/people/{case.referral_id}/" in found
    assert str(case.pk) not in found


def test_somebody_elses_reference_and_none_at_all_get_one_answer(world, case):
    there, nowhere = (
        looked_up(world.information_officer_elsewhere, sought)
        for sought in (case.reference, "CHR-00000-00000-0")
    )
    assert "No record of your agency has this reference" in there
    assert same(there).replace(case.reference, "") == same(nowhere).replace("CHR-00000-00000-0", "")
    assert world.safety_information_officer.opens("log:look_up").status_code == 404
    assert "By reference" not in text(world.safety_information_officer.opens("log:entries"))


class TestTheOtherSide:
    """SAFETY: the two officers of an agency that is both are two people, with two logs."""

    def _looks(self, world) -> None:
        hat = make_hat(world.link_worker.membership)
        with eye.closed(), acting_as(hat):
            record(REFUSED[hat.side], by=hat, at=timezone.now(), reason="only here", was_refused=True)

    def test_the_safety_sides_officer_reads_the_safety_sides_log(self, world, case):
        self._looks(world)
        shown = text(world.safety_information_officer.opens("log:entries"))
        assert "only here" in shown
        assert "Accepted a referral" not in shown
        assert SafetyEntry.objects.filter(word="safety-log.read").exists()
        assert not ChangeEntry.objects.filter(word="log.read").exists()

    def test_neither_sees_the_others(self, world, case):
        self._looks(world)
        assert "only here" not in text(world.information_officer.opens("log:entries"))
        elsewhere = world.safety_information_officer_elsewhere
        assert "only here" not in text(elsewhere.opens("log:entries"))
        entry = SafetyEntry.objects.get(reason="only here")
        assert world.information_officer.opens("log:entry", entry.pk).status_code == 404
        assert world.safety_information_officer.opens("log:entry", entry.pk).status_code == 200
        told = ChangeEntry.objects.get(word="referral.accepted")
        assert world.safety_information_officer.opens("log:entry", told.pk).status_code == 404

    def test_by_person_asks_the_own_sides_log(self, world, case):
        self._looks(world)
        assert "No entries" in text(world.safety_information_officer.opens("log:person", case.pk))
