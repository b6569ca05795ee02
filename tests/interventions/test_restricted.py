"""Somebody whose case is restricted comes to their appointments: those named see to it, and nobody else."""

import pytest
from django.urls import reverse

from chrysalis.gates import Answer
from interventions.models import Appointment, Attendance, Enrolment, GroupMember, Review
from referrals.models import Case, RestrictedListing, Restriction
from tests.interventions.meeting import EVENING, group_of, marks, meets, person, placed, register, weeks_ago
from tests.interventions.running import SOON, case_of, day, gate_says, runs, sends, waits, writes_agreement
from tests.interventions.test_registers import told, words
from tests.referrals.test_restricted import names, restricts, same


@pytest.fixture
def place(world) -> Enrolment:
    """One to one since three weeks ago, restricted since; one caseworker and the manager are named."""
    writes_agreement(world.service_manager)
    (version,) = runs(world.service_manager, "cobi", gate="none")
    made = placed(world, case_of(world, given_names="Aled"), version, starts_on=weeks_ago(3))
    meets(world, made, count=2)
    hide(world, made.case)
    return made


def hide(world, case: Case) -> None:
    restricts(world.safeguarding_lead, case.reference)
    restriction = Restriction.objects.get(case=case)
    for who in (world.caseworker, world.service_manager):
        assert names(world.safeguarding_lead, restriction, who).status_code == 302


def ahead() -> dict[str, str]:
    return day("starts_on", SOON) | {"meets_at": f"{EVENING:%H:%M}", "count": "2", "minutes": "60"}


class TestAppointments:
    def test_whoever_is_named_books_marks_and_cancels(self, world, place):
        named, other = world.caseworker, world.second_caseworker
        booking = ahead() | {"with_worker": str(named.worker.pk)}
        for stranger in (other, world.caseworker_elsewhere):
            assert stranger.opens("interventions:book_appointments", place.pk).status_code == 404
            refused = sends(stranger, "interventions:book_appointments", place.pk, **booking)
            assert refused.status_code == 404
        assert sends(named, "interventions:book_appointments", place.pk, **booking).status_code == 302
        first = Appointment.objects.get(number=1)
        said = register(first, [place], Aled="attended/Brought the diary")
        for stranger in (other, world.facilitator, world.caseworker_elsewhere):
            assert stranger.opens("interventions:appointment", first.pk).status_code == 404
            assert sends(stranger, "interventions:appointment", first.pk, **said).status_code == 404
        assert not Attendance.objects.exists()
        assert sends(named, "interventions:appointment", first.pk, **said).status_code == 302
        assert Attendance.objects.get().is_restricted
        assert person("Aled").state == "active"
        last = Appointment.objects.get(number=4)
        off = {"reason": "The room is flooded"}
        assert sends(other, "interventions:cancel_appointment", last.pk, **off).status_code == 404
        assert sends(named, "interventions:cancel_appointment", last.pk, **off).status_code == 302
        page = words(named.opens("interventions:attendance", place.case_id))
        assert "Brought the diary" in page
        assert "Choose a group" not in page
        assert other.opens("interventions:attendance", place.case_id).status_code == 404

    def test_the_case_begins_with_the_first_session_and_the_list_of_the_named_says_so(self, world, place):
        first = Appointment.objects.get(number=1)
        sends(world.caseworker, "interventions:appointment", first.pk, **register(first, [place]))
        place.case.refresh_from_db()
        assert (place.case.state, place.case.next_action) == ("active", "")
        assert set(RestrictedListing.objects.values_list("next_action", flat=True)) == {""}

    def test_only_those_named_can_be_chosen_to_see_them(self, world, place):
        page = words(world.caseworker.opens("interventions:book_appointments", place.pk))
        assert "Caseworker" in page
        assert "Second Caseworker" not in page
        assert "Facilitator" not in page
        other = ahead() | {"with_worker": str(world.facilitator.worker.pk)}
        assert (
            sends(world.caseworker, "interventions:book_appointments", place.pk, **other).status_code == 200
        )
        assert Appointment.objects.count() == 2

    def test_a_week_shows_no_name_and_says_where_to_look(self, world, place):
        url = reverse("interventions:sessions")
        week = weeks_ago(3).isoformat()
        for who in (world.caseworker, world.second_caseworker, world.facilitator):
            page = words(who.get(url, whose="all", **{"from": week}))
            assert "Aled" not in page
            assert ("Find them through" in page) is (who is world.caseworker)

    def test_nobody_is_named_any_longer(self, world, place):
        restriction = Restriction.objects.get()
        world.safeguarding_lead.sends(
            "referrals:unname_worker", restriction.pk, worker=str(world.caseworker.worker.pk)
        )
        first = Appointment.objects.get(number=1)
        for name, key in (
            ("appointment", first.pk),
            ("book_appointments", place.pk),
            ("end_place", place.pk),
        ):
            assert world.caseworker.opens(f"interventions:{name}", key).status_code == 404

    def test_hidden_and_absent_read_the_same(self, world, place):
        hidden = world.second_caseworker.opens("interventions:appointment", Appointment.objects.first().pk)
        absent = world.second_caseworker.opens("interventions:appointment", place.pk)
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert same(hidden.content.decode()) == same(absent.content.decode())

    def test_a_concern_is_raised_and_the_place_ends_by_name_alone(self, world, place):
        said = {"kind": "words", "about": "close", "police_called": "no", "manager_told": "no"}
        for stranger in (world.second_caseworker, world.facilitator):
            assert sends(stranger, "interventions:office_note", place.pk, **said).status_code == 404
        assert sends(world.caseworker, "interventions:office_note", place.pk, **said).status_code == 302
        ended = {"ending": "withdrew"}
        assert sends(world.second_caseworker, "interventions:end_place", place.pk, **ended).status_code == 404
        assert sends(world.caseworker, "interventions:end_place", place.pk, **ended).status_code == 302
        assert person("Aled").state == "withdrew"

    def test_closing_the_case_ends_the_place_as_on_any_other(self, world, place):
        world.caseworker.sends("referrals:restricted")
        sends(
            world.caseworker,
            "interventions:book_appointments",
            place.pk,
            **ahead(),
            with_worker=str(world.caseworker.worker.pk),
        )
        closed = sends(
            world.caseworker,
            "referrals:close",
            place.case_id,
            ending="withdrew",
            **{f"ending-{place.pk}": "withdrew"},
        )
        assert closed.status_code == 302
        assert person("Aled").state == "withdrew"
        assert Appointment.objects.filter(state="cancelled").count() == 2


class TestManagers:
    @pytest.fixture
    def waiting(self, world) -> Enrolment:
        writes_agreement(world.service_manager)
        (version,) = runs(world.service_manager, "cobi", gate="hard")
        case = case_of(world, given_names="Aled")
        waits(world.caseworker, case, version)
        restricts(world.safeguarding_lead, case.reference)
        return Enrolment.objects.get()

    def test_a_manager_who_is_named_lets_a_start_go_ahead(self, world, waiting):
        manager, why = world.service_manager, {"reason": "Waiting is the greater danger."}
        handle = waiting.reference
        with gate_says(Answer.HOLD):
            assert handle not in words(manager.opens("interventions:waiting"))
            assert manager.opens("interventions:override", waiting.pk).status_code == 404
            assert sends(manager, "interventions:override", waiting.pk, **why).status_code == 404
            names(world.safeguarding_lead, Restriction.objects.get(), manager)
            page = words(manager.opens("interventions:waiting"))
            assert handle in page
            assert "Aled" not in page
            assert "Aled" in words(manager.opens("interventions:override", waiting.pk))
            elsewhere = world.service_manager_elsewhere
            assert elsewhere.opens("interventions:override", waiting.pk).status_code == 404
            assert sends(manager, "interventions:override", waiting.pk, **why).status_code == 302
        assert person("Aled").start_overridden
        assert "start-overridden" in told()

    def test_named_a_manager_still_reads_no_case(self, world, waiting):
        names(world.safeguarding_lead, Restriction.objects.get(), world.service_manager)
        for name in ("referrals:case", "interventions:attendance", "interventions:programmes"):
            assert world.service_manager.opens(name, waiting.case_id).status_code in {403, 404}
        assert world.caseworker.opens("referrals:case", waiting.case_id).status_code == 404

    def test_a_paused_place_is_decided_on_by_whoever_is_named(self, world):
        group = group_of(world)
        marks(world.facilitator, group, 1, Aled="no_word")
        marks(world.facilitator, group, 2, Aled="no_word")
        place, review = person("Aled"), Review.objects.get()
        restricts(world.safeguarding_lead, place.reference)
        decided = {"decision": "withdraw", "reason": "Does not want it."}
        for who in (world.caseworker, world.service_manager):
            assert place.reference not in words(who.opens("interventions:reviews"))
            assert sends(who, "interventions:review", review.pk, **decided).status_code == 404
        restriction = Restriction.objects.get()
        for who in (world.caseworker, world.service_manager):
            names(world.safeguarding_lead, restriction, who)
            page = words(who.opens("interventions:reviews"))
            assert place.reference in page
            assert "Aled" not in page
            assert "Aled" in words(who.opens("interventions:review", review.pk))
        assert sends(world.service_manager, "interventions:review", review.pk, **decided).status_code == 302
        assert person("Aled").state == "withdrawn_by_service"
        assert GroupMember.objects.get(enrolment=place).until_on is not None
