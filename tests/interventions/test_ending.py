"""A place ends with its case: nothing of it is left going, whoever ended it."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Agency
from chrysalis.agencies.queries import make_hat
from chrysalis.events.models import Announcement
from chrysalis.ui.templatetags.ui import day
from interventions.actions import grouping
from interventions.actions.grouping import Plan
from interventions.models import Appointment, Capacity, Enrolment, EnrolmentStep, GroupMember, Review
from referrals.actions import moving
from referrals.actions.reading import open_case
from referrals.gates.unfinished import NotEnded
from referrals.models import Case, Handover
from tests.interventions.meeting import EVENING, group_of, joins, marks, meets, person, placed, register
from tests.interventions.running import (
    SOON,
    TODAY,
    books,
    case_of,
    pays,
    runs,
    sends,
    signs,
    waits,
    writes_agreement,
)
from tests.interventions.test_registers import told, words
from tests.world import agree_on_handovers


@pytest.fixture
def one_to_one(world) -> Enrolment:
    """A place booked from today, paid for, with three appointments ahead."""
    writes_agreement(world.service_manager)
    (version,) = runs(world.service_manager, "cobi", gate="none")
    paid = pays(world.service_manager, "cobi", 2)
    case = case_of(world, given_names="Aled")
    signs(world.caseworker, case)
    waits(world.caseworker, case, version)
    assert books(world.caseworker, case, paid, TODAY).status_code == 302
    place = Enrolment.objects.get(case=case)
    meets_ahead(world, place)
    Announcement.objects.all().delete()
    return place


def meets_ahead(world, place: Enrolment, count: int = 3) -> list[Appointment]:
    hat = make_hat(world.caseworker.membership)
    with acting_as(hat):
        return grouping.book_appointments(
            place,
            with_worker=hat.worker_id,
            minutes=60,
            plan=Plan(SOON, EVENING, count),
            nation="scotland",
            by=hat,
            at=timezone.now(),
        )


def closes(who, case: Case, **changes: str):
    return sends(who, "referrals:close", case.pk, **({"ending": "withdrew", "reason": "Moved."} | changes))


def gives_back(who, place: Enrolment):
    return sends(
        who, "interventions:give_back", place.case_id, place=place.pk, reason="In hospital for weeks."
    )


def offered(world, case: Case) -> Handover:
    agree_on_handovers()
    bridge = Agency.objects.get(slug="bridge")
    fields = {"to_agency": str(bridge.pk), "to_do": ["programme"], "summary": "Would like evenings."}
    assert sends(world.caseworker, "referrals:hand_over", case.pk, **fields).status_code == 302
    return Handover.objects.get(from_case=case)


class TestClosing:
    def test_it_asks_how_each_open_place_ended_and_ends_it(self, world, one_to_one):
        case = one_to_one.case
        page = words(world.caseworker.opens("referrals:close", case.pk))
        asked = f"How did the place on {one_to_one.programme_version.name} end?"
        assert page.index("How did it end?") < page.index(asked) < page.index("What should colleagues know?")
        refused = closes(world.caseworker, case)
        assert refused.status_code == 200
        assert "Choose how it ended" in words(refused)
        assert "Moved." in refused.content.decode()
        case.refresh_from_db()
        assert case.state != "closed"
        answer = {f"ending-{one_to_one.pk}": "withdrawn_by_service"}
        assert closes(world.caseworker, case, **answer).status_code == 302
        place = person("Aled")
        assert (place.state, place.ended_on, place.capacity) == ("withdrawn_by_service", TODAY, None)
        assert EnrolmentStep.objects.get(target="withdrawn_by_service").reason == "Moved."

    def test_what_was_to_come_is_let_go_of_and_announced(self, world, one_to_one):
        assert (
            closes(world.caseworker, one_to_one.case, **{f"ending-{one_to_one.pk}": "withdrew"}).status_code
            == 302
        )
        assert set(Appointment.objects.values_list("state", "reason")) == {("cancelled", "The place ended")}
        assert sorted(told()) == ["case-closed", "programme-ended", "session-cancelled"]
        cancelled = Announcement.objects.get(event="session-cancelled")
        assert cancelled.facts["session_on"] == SOON.isoformat()
        assert Capacity.objects.get().taken == 0

    def test_who_did_not_complete_is_not_said_to_have(self, world, one_to_one):
        answer = {f"ending-{one_to_one.pk}": "completed"}
        refused = closes(world.caseworker, one_to_one.case, **answer)
        assert "Not complete yet" in words(refused)
        assert person("Aled").state == "booked"
        assert not told()

    def test_one_who_only_waits_leaves_the_list_without_news_of_a_programme(self, world):
        writes_agreement(world.service_manager)
        (version,) = runs(world.service_manager, "cobi")
        case = case_of(world, given_names="Aled")
        waits(world.caseworker, case, version)
        place = person("Aled")
        assert "They wait for" in words(world.caseworker.opens("referrals:close", case.pk))
        odd = closes(world.caseworker, case, **{f"ending-{place.pk}": "completed"})
        assert odd.status_code == 200
        closes(world.caseworker, case, **{f"ending-{place.pk}": "withdrawn_by_service"})
        assert person("Aled").state == "withdrawn_by_service"
        assert "programme-ended" not in told()
        assert "Aled" not in words(world.service_manager.opens("interventions:waiting"))

    def test_a_paused_place_leaves_its_group_and_nobody_has_to_decide(self, world):
        group = group_of(world)
        marks(world.facilitator, group, 1, Aled="no_word")
        marks(world.facilitator, group, 2, Aled="no_word")
        place = person("Aled")
        assert place.state == "paused"
        closes(world.caseworker, place.case, **{f"ending-{place.pk}": "part_completed"})
        assert person("Aled").state == "part_completed"
        assert Review.objects.get().decided_at is not None
        assert GroupMember.objects.get(enrolment=place).until_on == TODAY + dt.timedelta(days=1)
        assert "Aled" not in words(world.caseworker.opens("interventions:reviews"))

    def test_the_action_refuses_as_well_and_writes_nothing(self, world, one_to_one):
        hat = make_hat(world.caseworker.membership)
        with acting_as(hat):
            case = open_case(one_to_one.case, by=hat, at=timezone.now())
            with pytest.raises(NotEnded):
                moving.close(case, ending="withdrew", by=hat, at=timezone.now())
        case.refresh_from_db()
        assert case.state != "closed"

    def test_nobody_is_put_on_a_list_once_it_is_closed(self, world, one_to_one):
        case, version = one_to_one.case, one_to_one.programme_version
        closes(world.caseworker, case, **{f"ending-{one_to_one.pk}": "withdrew"})
        assert "Put on the waiting list of" not in words(
            world.caseworker.opens("interventions:programmes", case.pk)
        )
        assert waits(world.caseworker, case, version).status_code == 200
        assert not Enrolment.objects.filter(state="waiting").exists()

    def test_another_agency_ends_nothing(self, world, one_to_one):
        answer = {f"ending-{one_to_one.pk}": "withdrew"}
        assert closes(world.caseworker_elsewhere, one_to_one.case, **answer).status_code == 404
        assert person("Aled").state == "booked"


class TestGivingBack:
    """They wait again: whatever was to come with the place is let go of, and the day no longer holds."""

    def test_what_was_to_come_is_let_go_of_and_announced(self, world, one_to_one):
        case = one_to_one.case
        page = words(world.caseworker.opens("interventions:give_back", case.pk))
        assert "any appointments to come are cancelled" in page
        assert gives_back(world.caseworker, one_to_one).status_code == 302
        place = person("Aled")
        assert (place.state, place.starts_on, place.capacity) == ("waiting", None, None)
        assert Capacity.objects.get().taken == 0
        called_off = set(Appointment.objects.values_list("state", "reason"))
        assert called_off == {("cancelled", "The place was given back")}
        assert sorted(told()) == ["place-given-back", "session-cancelled"]
        assert Announcement.objects.get(event="session-cancelled").facts["session_on"] == SOON.isoformat()

    def test_the_seat_is_free_and_whoever_is_booked_again_may_join_again(self, world):
        group = group_of(world, people=1)
        place = person("Aled")
        assert gives_back(world.caseworker, place).status_code == 302
        assert GroupMember.objects.get(enrolment=place).until_on == TODAY + dt.timedelta(days=1)
        books(world.caseworker, place.case, None, TODAY)
        assert person("Aled").state == "booked"
        tomorrow = TODAY + dt.timedelta(days=1)
        joins(world, group, person("Aled"), from_on=tomorrow)
        assert GroupMember.objects.filter(enrolment=place, until_on=None).get().from_on == tomorrow

    def test_another_agency_gives_nothing_back(self, world, one_to_one):
        assert gives_back(world.caseworker_elsewhere, one_to_one).status_code == 404
        assert person("Aled").state == "booked"


class TestHandingOver:
    def test_the_form_says_whether_the_client_agreement_is_signed(self, world, one_to_one):
        page = words(world.caseworker.opens("referrals:hand_over", one_to_one.case_id))
        assert f"Client agreement: signed on {day(TODAY)}." in page

    def test_the_giver_holds_the_place_until_the_receiver_takes_the_case(self, world, one_to_one):
        page = words(world.caseworker.opens("referrals:hand_over", one_to_one.case_id))
        assert f"When they take it, this ends here: Place on {one_to_one.programme_version.name}" in page
        handover = offered(world, one_to_one.case)
        assert person("Aled").state == "booked"
        Announcement.objects.all().delete()
        assert sends(world.caseworker_at_bridge, "referrals:take", handover.pk).status_code == 302
        place = person("Aled")
        assert (place.state, place.ended_on, place.capacity) == ("handed_over", TODAY, None)
        step = EnrolmentStep.objects.get(transition="hand_over")
        assert (step.source, step.by) == ("booked", world.caseworker_at_bridge.worker)
        assert set(Appointment.objects.values_list("state", flat=True)) == {"cancelled"}
        news = [each for each in told() if each.startswith(("programme", "session"))]
        assert sorted(news) == ["programme-ended", "session-cancelled"]
        ended = Announcement.objects.get(event="programme-ended").facts
        assert (ended["ending"], ended["was_booked"]) == ("handed_over", True)
        assert ended["provider_agency_id"] == str(one_to_one.provider_agency_id)
        assert "Handed over" in words(world.caseworker.opens("interventions:attendance", place.case_id))

    def test_taken_twice_it_ends_once(self, world, one_to_one):
        handover = offered(world, one_to_one.case)
        sends(world.caseworker_at_bridge, "referrals:take", handover.pk)
        sends(world.second_caseworker_at_bridge, "referrals:take", handover.pk)
        assert told().count("programme-ended") == 1
        assert EnrolmentStep.objects.filter(transition="hand_over").count() == 1

    @pytest.mark.parametrize("name", ["return_handover", "withdraw_handover"])
    def test_returned_or_withdrawn_the_place_stays(self, world, one_to_one, name):
        handover = offered(world, one_to_one.case)
        if name == "return_handover":
            sends(world.caseworker_at_bridge, "referrals:return_handover", handover.pk, because="Full.")
        else:
            sends(world.caseworker, "referrals:withdraw_handover", one_to_one.case_id)
        assert person("Aled").state == "booked"
        assert set(Appointment.objects.values_list("state", flat=True)) == {"planned"}

    def test_whoever_waits_and_whoever_is_in_a_group_leave_both(self, world):
        group = group_of(world, people=1)
        marks(world.facilitator, group, 1)
        place = person("Aled")
        (second,) = runs(world.service_manager, "cobi")
        waits(world.caseworker, place.case, second)
        handover = offered(world, place.case)
        sends(world.caseworker_at_bridge, "referrals:take", handover.pk)
        assert set(Enrolment.objects.values_list("state", flat=True)) == {"handed_over"}
        assert told().count("programme-ended") == 1
        assert GroupMember.objects.get().until_on == TODAY + dt.timedelta(days=1)
        assert "Aled" not in words(world.service_manager.opens("interventions:waiting"))

    def test_the_receiver_learns_nothing_of_the_place(self, world, one_to_one):
        handover = offered(world, one_to_one.case)
        sends(world.caseworker_at_bridge, "referrals:take", handover.pk)
        second = Case.objects.get(provider_agency__slug="bridge")
        page = words(world.caseworker_at_bridge.opens("interventions:attendance", second.pk))
        assert "No programme yet" in page
        assert (
            world.caseworker_at_bridge.opens("interventions:attendance", one_to_one.case_id).status_code
            == 404
        )


class TestEndingThePlaceAlone:
    def test_appointments_to_come_are_cancelled_and_the_money_given_back(self, world, one_to_one):
        ended = sends(world.caseworker, "interventions:end_place", one_to_one.pk, ending="withdrew")
        assert ended.status_code == 302
        assert set(Appointment.objects.values_list("state", flat=True)) == {"cancelled"}
        assert sorted(told()) == ["programme-ended", "session-cancelled"]
        assert person("Aled").capacity is None

    def test_who_has_begun_has_used_the_place(self, world, one_to_one):
        (held,) = meets(world, one_to_one, today_at=dt.time(0), count=1)
        attended = register(held, [one_to_one])
        assert sends(world.caseworker, "interventions:appointment", held.pk, **attended).status_code == 302
        sends(world.caseworker, "interventions:end_place", one_to_one.pk, ending="withdrew")
        assert person("Aled").capacity.taken == 1
        assert Appointment.objects.get(pk=held.pk).state == "held"

    def test_a_manager_who_reads_no_appointment_ends_a_paused_place_whole(self, world):
        group = group_of(world)
        marks(world.facilitator, group, 1, Aled="no_word")
        marks(world.facilitator, group, 2, Aled="no_word")
        decided = {"decision": "withdraw", "reason": "Has said that they do not want it."}
        review = Review.objects.get()
        assert sends(world.service_manager, "interventions:review", review.pk, **decided).status_code == 302
        assert person("Aled").state == "withdrawn_by_service"
        assert GroupMember.objects.get(enrolment=person("Aled")).until_on is not None

    def test_somebody_who_joins_later_can_leave_before(self, world):
        group = group_of(world, people=0)
        place = placed(world, case_of(world, given_names="Aled"), group.programme_version, starts_on=SOON)
        day = {f"from_on_{part}": getattr(SOON, part) for part in ("day", "month", "year")}
        sends(world.caseworker, "interventions:choose_group", place.pk, group=str(group.pk), **day)
        assert GroupMember.objects.get().from_on == SOON
        ended = sends(world.caseworker, "interventions:end_place", place.pk, ending="withdrew")
        assert ended.status_code == 302
        assert GroupMember.objects.get().until_on == SOON
