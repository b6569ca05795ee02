"""A force that referred with a disposal is told at the end whether it was attended, and on which day."""

import uuid

import pytest
from django.utils import timezone

from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from interventions.models import Enrolment
from referrals.models import Case, OutcomeNotice, Referral
from tests.interventions.meeting import placed, weeks_ago
from tests.interventions.running import runs, writes_agreement
from tests.interventions.test_documents import asks, paper
from tests.kernel.reports.press import words_alone
from tests.referrals.test_police_referral import CAUTION, TODAY, WEEK


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.RELEASE_SAMPLE_PERCENT = 0
    with words_alone():
        yield


@pytest.fixture
def place(world) -> Enrolment:
    """Of somebody whom an officer referred with a conditional caution."""
    assert (
        world.officer.sends("referrals:submit", **(CAUTION | {"draft": str(uuid.uuid4())})).status_code == 302
    )
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    writes_agreement(world.service_manager)
    (version,) = runs(world.service_manager, "jc-group", gate="none")
    return placed(world, Case.objects.get(), version, starts_on=weeks_ago(2))


def ends(world, place: Enrolment, ending: str) -> None:
    fields = {"ending": ending, "reason": "Stopped coming", "version": str(place.version)}
    world.caseworker.sends("interventions:end_place", place.pk, draft=str(uuid.uuid4()), **fields)
    place.refresh_from_db()
    assert place.state == ending
    carry()


def pages(person, name: str, key: object) -> str:
    return person.opens(name, key).content.decode()


def test_the_force_is_told_of_a_breach_with_its_day_and_nothing_else(world, place):
    assert "has not ended" in pages(world.caseworker, "interventions:ask_outcome", place.pk)
    ends(world, place, "withdrawn_by_service")
    assert ChangeNotice.objects.filter(kind_slug="outcome-to-tell").exists()
    attended = pages(world.caseworker, "interventions:attendance", place.case_id)
    assert "Tell the police the outcome" in attended
    assert "Ask for the outcome notice first" in pages(world.caseworker, "interventions:tell_force", place.pk)

    run = asks(world.caseworker, "ask_outcome", place.pk)
    assert run.recipient == "Westfield Police"
    printed = paper(world.caseworker, run)
    assert "Not complied with" in printed
    assert "Larkspur" not in printed, "the force knows the person by its reference"

    assert "Not complied with" in pages(world.caseworker, "interventions:tell_force", place.pk)
    for _ in range(2):
        told = world.caseworker.sends("interventions:tell_force", place.pk, draft=str(uuid.uuid4()))
    assert "told of a place once" in told.content.decode()
    outcome = OutcomeNotice.objects.get()
    assert (outcome.word, outcome.on) == ("not_complied", timezone.localdate())
    assert ChangeEntry.objects.filter(word="outcome.told").count() == 1

    carry()
    assert ChangeNotice.objects.filter(kind_slug="outcome-told", worker_id=world.officer.worker.pk).exists()
    assert "Outcome: not complied with" in world.officer.opens("referrals:sent").content.decode()
    assert "Not complied with, on" in pages(world.officer, "referrals:receipt", outcome.reference)
    assert (
        "Westfield"
        not in pages(world.officer, "referrals:outcome", outcome.pk).split("<main")[1].split("Told by")[0]
    )
    assert "Not complied with" in pages(world.officer, "referrals:outcome_paper", outcome.pk)
    for other in (world.social_worker, world.sergeant, world.sergeant_elsewhere):
        assert other.opens("referrals:outcome", outcome.pk).status_code == 404
        assert other.opens("referrals:outcome_paper", outcome.pk).status_code == 404


def test_the_deadline_is_on_the_list_until_the_force_was_told(world, place):
    case = Case.objects.get()
    due = timezone.localtime(case.also_due_at).date()
    assert (case.also_due, due) == ("Tell the police the outcome of the disposal", TODAY + 10 * WEEK)
    ends(world, place, "part_completed")
    run = asks(world.caseworker, "ask_outcome", place.pk)
    assert "Attended in part, not completed" in paper(world.caseworker, run)
    world.caseworker.sends("interventions:tell_force", place.pk, draft=str(uuid.uuid4()))
    case.refresh_from_db()
    assert "police" not in case.also_due
