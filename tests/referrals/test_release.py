"""When somebody leaves custody: recorded, corrected, and told upwards; contact in custody and after it."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.events.models import Announcement
from chrysalis.ui.templatetags.ui import moment
from chrysalis.working_days import LONDON
from referrals.models import Case, Referral, Release
from referrals.rules.releases import why_not
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_record_contact import records
from tests.referrals.test_triage import drafted, text


NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)
ARREST = dt.datetime(2026, 11, 21, 22, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("released_at", "arrested_at", "wrong"),
    [
        (NOW, ARREST, ""),
        (ARREST, ARREST, ""),
        (NOW + dt.timedelta(days=200), ARREST, ""),
        (ARREST - dt.timedelta(minutes=1), ARREST, "after the arrest"),
        (ARREST - dt.timedelta(days=2), None, ""),
        (NOW + dt.timedelta(days=367), ARREST, "more than a year away"),
        (NOW - dt.timedelta(days=367), None, "more than a year ago"),
    ],
)
def test_when_a_release_can_be(released_at, arrested_at, wrong):
    said = why_not(released_at, arrested_at=arrested_at, now=NOW)
    assert wrong in said
    assert bool(wrong) == bool(said)


@pytest.fixture
def case(world) -> Case:
    arrested = timezone.localtime() - dt.timedelta(hours=6)
    refers(world.sergeant, arrested_at=_typed(arrested), release_expected_at=_typed(tomorrow()))
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def tomorrow() -> dt.datetime:
    return timezone.localtime() + dt.timedelta(days=1)


def _typed(moment: dt.datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}"


def releases(person, case, at=None, **changes):
    fields = {"released_at": _typed(at or tomorrow()), "certainty": "expected", "police_told": "not_known"}
    return person.sends("referrals:record_release", case.pk, **drafted(**(fields | changes)))


def test_what_the_desk_expected_is_a_release_before_anybody_confirms_it(world):
    """SAFETY: the hours after it are dangerous, and a phone that police hold is answered by police."""
    tonight = timezone.localtime() + dt.timedelta(hours=3)
    refers(
        world.sergeant,
        release_expected_at=_typed(tonight),
        fit_to_talk="not_yet",
        bail_conditions="Not to go to one street",
        telephone="07700 900123",
        telephone_is_safe="yes",
        telephone_held_by_police="on",
    )
    found = Referral.objects.get()
    assert found.first_contact_due_at == found.release_expected_at
    expected = f"Leaves custody {moment(tonight)}, expected"
    assert expected in text(world.caseworker.opens("referrals:inbox"))
    page = text(world.caseworker.opens("referrals:referral", found.pk))
    assert "Leaves custody" in page
    assert "No: police hold this phone" in page
    world.caseworker.sends("referrals:accept", found.pk)
    case = Case.objects.get()
    assert (case.next_action, case.next_due_at) == ("Make first contact", found.release_expected_at)
    assert Announcement.objects.filter(event="release-recorded").count() == 1
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert f"{moment(tonight)}, expected" in page
    assert "No: police hold this phone" in page
    assert "Not to go to one street" in page
    assert "Custody, as it was told" in page


def test_what_the_desk_expected_is_there_to_be_confirmed(world, case):
    page = text(world.caseworker.opens("referrals:record_release", case.pk))
    assert f'value="{_typed(tomorrow())}"' in page


def test_a_release_says_what_is_next_and_is_told_upwards(world, case):
    assert releases(world.caseworker, case, police_told="no").status_code == 302
    case.refresh_from_db()
    assert case.next_action == "Contact the person after release"
    assert case.next_due_at > tomorrow()
    expected, told = Announcement.objects.filter(event="release-recorded").order_by("announced_at")
    assert (expected.facts["were_told"], told.facts["were_told"]) == ("not_known", "no")
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert "Leaves custody" in page
    assert "Police have told the person harmed: no" in page


def test_a_correction_is_another_row_and_the_newest_holds(world, case):
    releases(world.caseworker, case)
    left = timezone.localtime() - dt.timedelta(hours=1)
    releases(world.second_caseworker, case, left, certainty="known", police_told="yes")
    assert Release.objects.count() == 3
    page = text(world.caseworker.opens("referrals:case", case.pk))
    assert "Left custody" in page
    assert Announcement.objects.filter(event="release-recorded").count() == 3


@pytest.mark.parametrize(
    ("when", "message"),
    [
        (dt.timedelta(days=-2), "The release must be after the arrest"),
        (dt.timedelta(days=800), "more than a year away"),
    ],
)
def test_an_impossible_moment_gets_a_message_and_keeps_the_rest(world, case, when, message):
    refused = releases(world.caseworker, case, timezone.localtime() + when, police_told="yes")
    assert refused.status_code == 200
    assert message in text(refused)
    assert 'value="yes"' in text(refused)
    assert Release.objects.get().police_told == "not_known"


def test_somebody_met_in_custody_is_met_again_after_release(world):
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    case = Case.objects.get()
    assert not Release.objects.exists()
    records(world.caseworker, case, channel="in_custody", outcome="reached")
    case.refresh_from_db()
    assert (case.state, case.soonest[0]) == ("assessment", "Record when the person leaves custody")
    releases(world.caseworker, case)
    case.refresh_from_db()
    assert (case.next_action, case.also_due) == ("Contact the person after release", "")


def test_a_release_recorded_before_the_contact_in_custody_counts(world, case):
    releases(world.caseworker, case)
    records(world.caseworker, case, channel="in_custody", outcome="reached")
    case.refresh_from_db()
    assert (case.state, case.next_action) == ("assessment", "Contact the person after release")


def test_somebody_who_wants_no_contact_was_spoken_with(world, case):
    records(world.caseworker, case, channel="in_custody", outcome="declined")
    case.refresh_from_db()
    assert (case.state, case.next_action) == ("assessment", "Decide whether to close the case")
    assert Announcement.objects.filter(event="person-reached").count() == 1


def test_a_case_that_is_over_records_no_release(world, case):
    world.caseworker.sends("referrals:close", case.pk, **drafted(ending="moved_away"))
    refused = releases(world.caseworker, case)
    assert "This case is over" in text(refused)
    assert Release.objects.count() == 1


class TestClosing:
    def test_an_ending_is_chosen_and_announced(self, world, case):
        assert "Choose how it ended" in text(world.caseworker.sends("referrals:close", case.pk, **drafted()))
        closed = world.caseworker.sends(
            "referrals:close", case.pk, **drafted(ending="not_reached", reason="Four tries in a month.")
        )
        assert closed.status_code == 302
        page = text(world.caseworker.opens("referrals:case", case.pk))
        assert "could not be reached" in page
        assert "Four tries in a month." in page
        assert Announcement.objects.filter(event="case-closed").count() == 1

    def test_the_second_of_two_who_close_is_told(self, world, case):
        world.caseworker.sends("referrals:close", case.pk, **drafted(ending="withdrew"))
        second = world.second_caseworker.sends("referrals:close", case.pk, **drafted(ending="died"))
        assert "This case is closed" in text(second)
        assert Case.objects.get().ending == "withdrew"

    def test_assessed_waits_for_a_programme(self, world, case):
        world.caseworker.sends("referrals:say_assessed", case.pk)
        case.refresh_from_db()
        assert case.state == "contacting"
        records(world.caseworker, case, outcome="reached")
        world.caseworker.sends("referrals:say_assessed", case.pk)
        case.refresh_from_db()
        assert (case.state, case.next_action) == ("waiting", "")
