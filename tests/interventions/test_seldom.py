"""What is seldom on these pages: nobody there, nothing yet, too late, another's, or a quicker colleague."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions import appointing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.notices.actions import keeping as offices
from interventions.actions import funding, marking
from interventions.actions.marking import Entry
from interventions.catalogue.marks import Mark
from interventions.models import Appointment, Enrolment, FundingStream, Review
from interventions.rules.schedule import NoSuchTime
from tests.interventions.meeting import (
    group_of,
    marks,
    meets,
    person,
    placed,
    register,
    session,
    weeks_ago,
)
from tests.interventions.running import (
    TODAY,
    case_of,
    day,
    is_told,
    pays,
    runs,
    sends,
    waits,
    writes_agreement,
)
from tests.interventions.test_documents import asks, paper
from tests.interventions.test_registers import words
from tests.kernel.reports.press import words_alone
from tests.world import Person


SAID = {"kind": "words", "about": "close", "police_called": "no", "manager_told": "no"}


@pytest.fixture
def one_to_one(world) -> Enrolment:
    writes_agreement(world.service_manager)
    (version,) = runs(world.service_manager, "cobi", gate="none")
    return placed(world, case_of(world, given_names="Aled"), version, starts_on=weeks_ago(3))


class TestAppointments:
    def test_one_ahead_names_who_is_expected_and_can_be_cancelled(self, world, one_to_one):
        ahead, _ = meets(world, one_to_one, began=-1, count=2)
        page = words(world.caseworker.opens("interventions:appointment", ahead.pk))
        assert "The register opens when the appointment begins." in page
        assert "Aled" in page
        assert "Cancel this appointment" in page
        sends(world.caseworker, "interventions:cancel_appointment", ahead.pk, reason="Snow")
        page = words(world.caseworker.opens("interventions:appointment", ahead.pk))
        assert "This appointment was cancelled." in page
        assert "Cancel this appointment" not in page

    def test_whoever_is_paused_is_expected_all_the_same(self, world, one_to_one):
        meets(world, one_to_one, began=3, count=2)
        (ahead,) = meets(world, one_to_one, began=-1, count=1)
        for each in Appointment.objects.exclude(pk=ahead.pk):
            fields = register(each, [one_to_one], Aled="no_word")
            assert sends(world.caseworker, "interventions:appointment", each.pk, **fields).status_code == 302
        assert person("Aled").state == "paused"
        assert "Paused" in words(world.caseworker.opens("interventions:appointment", ahead.pk))

    def test_of_two_who_mark_it_the_second_sees_what_the_first_said(self, world, one_to_one):
        first, *_ = meets(world, one_to_one)
        seen = register(first, [one_to_one])
        assert sends(world.caseworker, "interventions:appointment", first.pk, **seen).status_code == 302
        crossed = sends(world.second_caseworker, "interventions:appointment", first.pk, **seen)
        assert crossed.status_code == 409
        assert "Somebody else changed this" in words(crossed)

    def test_a_mistyped_year_books_nothing_before_the_place_begins(self, world, one_to_one):
        booking = {"meets_at": "18:30", "count": "1", "minutes": "60"}
        booking |= {"with_worker": str(world.caseworker.worker.pk)}
        for year, said in ((2020, "The place begins on"), (2090, "more than two years away")):
            typed = day("starts_on", dt.date(year, 11, 23)) | booking
            refused = sends(world.caseworker, "interventions:book_appointments", one_to_one.pk, **typed)
            assert said in words(refused)
        assert not Appointment.objects.exists()
        with pytest.raises(NoSuchTime):
            meets(world, one_to_one, began=300)
        first, *_ = meets(world, one_to_one, began=3, count=60)
        page = words(world.caseworker.opens("interventions:book_appointments", one_to_one.pk))
        assert f" {first.starts_at.year + 1}, 18:30" in page


class TestGroups:
    def test_a_session_ahead_names_who_is_paused_and_says_when_nobody_is_in_it(self, world):
        group = group_of(world, people=1)
        for number in (1, 2):
            marks(world.facilitator, group, number, Aled="no_word")
        page = words(world.facilitator.opens("interventions:session", session(group, 8).pk))
        assert "Aled" in page
        assert "Paused" in page
        sends(world.caseworker, "interventions:end_place", person("Aled").pk, ending="withdrew")
        page = words(world.facilitator.opens("interventions:session", session(group, 8).pk))
        assert "Nobody yet" in page

    def test_the_paper_for_a_room_with_nobody_in_it_says_so(self, world, settings):
        settings.RELEASE_SAMPLE_PERCENT = 0
        with words_alone():
            run = asks(world.facilitator, "ask_register", session(group_of(world, people=0), 2).pk)
            assert "Nobody is expected" in paper(world.facilitator, run)

    def test_a_statement_before_the_first_session_says_that_none_was_held(self, world, settings):
        settings.RELEASE_SAMPLE_PERCENT = 0
        group_of(world, people=1)
        with words_alone():
            run = asks(world.caseworker, "ask_statement", person("Aled").pk)
            assert "No session has been held yet." in paper(world.caseworker, run)

    def test_whoever_is_in_no_group_can_be_put_in_one(self, world):
        group = group_of(world, people=0)
        case = case_of(world, given_names="Zane")
        placed(world, case, group.programme_version, starts_on=weeks_ago(2))
        assert "Choose a group" in words(world.caseworker.opens("interventions:attendance", case.pk))

    def test_a_decision_that_is_late_says_since_when(self, world):
        group = group_of(world, people=1, began=8)
        hat, place = make_hat(world.facilitator.membership), person("Aled")
        for number in (1, 2):
            meeting = session(group, number)
            with acting_as(hat):
                said = {place.pk: Entry(Mark.NO_WORD)}
                then = meeting.starts_at + dt.timedelta(hours=3)
                marking.mark_register(meeting, said, seen_version=meeting.version, by=hat, at=then)
        page = words(world.caseworker.opens("interventions:attendance", place.case_id))
        assert "Overdue since" in page

    def test_whoever_decides_is_told_that_it_begins_again(self, world):
        group = group_of(world, people=1, slug="hr-g", repeat_if_missed=True)
        for number in (1, 2, 3):
            marks(world.facilitator, group, number, Aled="no_word")
        (review,) = Review.objects.filter(repeats_all=True)
        page = words(world.caseworker.opens("interventions:review", review.pk))
        assert "they begin again with the first session" in page


@pytest.mark.parametrize(("is_covered", "said"), [(True, "Cover is on duty."), (False, "until")])
def test_whoever_writes_to_the_office_reads_when_it_is_read(world, is_covered, said):
    """Without cover the office of this test has just closed, whatever the hour."""
    group_of(world, people=1)
    by, now = make_hat(world.administrator.membership), timezone.localtime()
    open_for_a_minute = {"opens": dt.time(0, 0), "closes": dt.time(0, 1)}
    if now.time() < dt.time(0, 2):
        open_for_a_minute = {"opens": dt.time(0, 3), "closes": dt.time(0, 4)}
    with acting_as(by):
        offices.change_hours(**open_for_a_minute, has_cover=is_covered, seen_version=0, by=by, at=now)
    page = words(world.facilitator.opens("interventions:office_note", person("Aled").pk))
    assert said in page
    assert ("Nobody reads this" in page) is not is_covered


class TestProgrammes:
    def test_a_scheme_without_a_programme_says_who_sets_one_up(self, world):
        case = case_of(world)
        page = words(world.caseworker.opens("interventions:programmes", case.pk))
        assert "No programme is set up in this scheme yet." in page

    def test_another_provider_gives_it(self, world):
        at, bridge = timezone.now(), Agency.objects.get(slug="bridge")
        manager = appointing.register_worker("Bridge Manager", email="manager@bridge.example", at=at)
        runs(
            Person(appointing.appoint(manager, bridge, "service-manager", starts_on=TODAY, at=at).worker),
            "cobi",
        )
        page = words(world.caseworker.opens("interventions:programmes", case_of(world).pk))
        assert f"Given by {Agency.objects.get(slug='bridge').name}" in page

    def test_before_waiting_one_reads_what_speaks_against_each(self, world):
        runs(world.service_manager, "cobi", "jc-group", "hr-1")
        case = case_of(world)
        assert "Ask first" in words(world.caseworker.opens("interventions:wait", case.pk))
        is_told(world.caseworker, case)
        page = words(world.caseworker.opens("interventions:wait", case.pk))
        assert "They speak of something else" in page

    def test_there_is_nothing_to_decide_about_whoever_may_begin(self, world):
        (version,) = runs(world.service_manager, "cobi", gate="none")
        waits(world.caseworker, case_of(world), version)
        page = world.service_manager.opens("interventions:override", Enrolment.objects.get().pk)
        assert "There is nothing to decide here." in words(page)


class TestMoney:
    def test_a_stream_that_pays_for_nothing_yet(self, world):
        by, period = make_hat(world.service_manager.membership), {"starts_on": TODAY, "ends_on": TODAY}
        given = {"scheme": Scheme.objects.get(slug="west"), "name": "New money", "funder": "The county"}
        with acting_as(by):
            stream = funding.add_stream(given | period, by=by, at=timezone.now())
        page = words(world.service_manager.opens("interventions:stream", stream.pk))
        assert "It pays for no places yet" in page

    def test_of_two_who_change_the_places_the_second_sees_what_the_first_wrote(self, world):
        runs(world.service_manager, "hr-1")
        paid = pays(world.service_manager, "hr-1", 2)
        period = day("starts_on", paid.starts_on) | day("ends_on", paid.ends_on)
        seen = period | {"programme": "hr-1", "version": paid.version}
        first = sends(world.service_manager, "interventions:change_places", paid.pk, places=5, **seen)
        assert first.status_code == 302
        crossed = sends(world.service_manager, "interventions:change_places", paid.pk, places=7, **seen)
        assert crossed.status_code == 409
        assert "Somebody else changed this" in words(crossed)
        assert FundingStream.objects.get().capacities.get().places == 5
