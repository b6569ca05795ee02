"""From what decides which programme to a booked place, as a caseworker and a service manager do it."""

import datetime as dt
import re

import pytest

from chrysalis.access.context import acting_as, open_things
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import ChangeEntry
from chrysalis.events.models import Announcement
from chrysalis.gates import Answer
from interventions.models import Capacity, ClientAgreement, Enrolment, EnrolmentStep, Suitability
from referrals.models import Case, Referral
from tests.interventions.running import (
    SOON,
    TODAY,
    books,
    case_of,
    gate_says,
    is_told,
    pays,
    runs,
    sends,
    signs,
    waits,
    writes_agreement,
)
from tests.referrals.test_police_referral import on
from tests.referrals.test_police_referral import refers as refers_with_caution
from tests.referrals.test_restricted import restricts


@pytest.fixture
def case(world):
    return case_of(world)


@pytest.fixture
def one_to_one(world):
    """Healthy Relationships, one to one, with two places paid for, and an agreement to sign."""
    writes_agreement(world.service_manager)
    return runs(world.service_manager, "hr-1")[0]


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_woman_is_shown_the_individual_programme_and_why_not_the_group(world):
    runs(world.service_manager, "jc-group", "jc-iip")
    case = case_of(world, given_names="Ama", sex="female")
    assert "Ask first" in words(world.caseworker.opens("interventions:programmes", case.pk))
    assert is_told(world.caseworker, case).status_code == 302
    page = words(world.caseworker.opens("interventions:programmes", case.pk))
    assert "It is for men only, and they are recorded as female." in page
    assert page.index("Individual programme, 12 weeks") < page.index("Not suitable now")
    assert "“Men's group, 24 weeks” does not fit" in page.replace("&#x27;", "'")


def test_what_decides_is_kept_each_time_and_nobody_is_overwritten(world, case, one_to_one):
    is_told(world.caseworker, case)
    crossed = is_told(world.second_caseworker, case, consents="no")
    assert crossed.status_code == 409
    assert "Somebody else changed this" in words(crossed)
    is_told(world.second_caseworker, case, consents="no", number=1)
    assert list(Suitability.objects.order_by("number").values_list("consents", flat=True)) == ["yes", "no"]


def test_an_end_without_a_programme_is_sent_back_with_what_was_typed(world, case, one_to_one):
    ended = {"previous_ended_on_day": "1", "previous_ended_on_month": "2", "previous_ended_on_year": "2026"}
    refused = is_told(world.caseworker, case, **ended)
    assert refused.status_code == 200
    assert "Answer “Yes” where a day is given" in words(refused)
    assert not Suitability.objects.exists()


def test_a_place_is_booked_once_the_agreement_is_signed_and_the_gate_is_open(world, case, one_to_one):
    paid = pays(world.service_manager, "hr-1", 2)
    is_told(world.caseworker, case)
    assert waits(world.caseworker, case, one_to_one).status_code == 302
    assert "Kestrel, Darnell" in words(world.caseworker.opens("interventions:waiting"))

    with gate_says(Answer.CLEAR):
        assert "have not signed the client agreement" in words(books(world.caseworker, case, paid))
    signs(world.caseworker, case)
    held = words(books(world.caseworker, case, paid))
    assert "Not yet: start dates follow our checks." in held
    assert Enrolment.objects.get().state == "waiting"

    with gate_says(Answer.CLEAR) as asked:
        assert "Can book" in words(world.caseworker.opens("interventions:book", case.pk))
        assert books(world.caseworker, case, paid).status_code == 302
    assert set(asked) == {"start-after-contact"}
    place = Enrolment.objects.get()
    assert (place.state, place.starts_on, place.capacity_id) == ("booked", SOON, paid.pk)
    assert place.agreement_id == ClientAgreement.objects.get().pk
    assert Capacity.objects.get().taken == 1
    told = Announcement.objects.get(event="programme-booked")
    assert told.facts["starts_on"] == SOON.isoformat()
    assert ChangeEntry.objects.filter(word="place.booked").count() == 1


@pytest.mark.parametrize(
    ("set_times", "told"),
    [
        ([dt.time(6)], "Answers come every day at 06:00, and never in between."),
        ([dt.time(18), dt.time(6)], "Answers come every day at 06:00 and 18:00, and never in between."),
        ([dt.time(hour) for hour in range(24)], "Answers come at set times, every day."),
    ],
)
def test_not_yet_says_when_to_look_again_and_who_can_let_it_begin(
    world, case, one_to_one, settings, set_times, told
):
    settings.START_ANSWERS_AT = set_times
    waits(world.caseworker, case, one_to_one)
    signs(world.caseworker, case)
    page = words(world.caseworker.opens("interventions:book", case.pk))
    assert told in page
    assert "a service manager can let it begin earlier" in page
    with gate_says(Answer.CLEAR):
        page = words(world.caseworker.opens("interventions:book", case.pk))
    assert "Answers come" not in page


def test_whoever_refuses_the_agreement_is_not_booked(world, case, one_to_one):
    waits(world.caseworker, case, one_to_one)
    assert "Enter why they did not sign" in words(signs(world.caseworker, case, answer="refused", way=""))
    signs(world.caseworker, case, answer="refused", way="", refusal="Wants to think about it.")
    with gate_says(Answer.CLEAR):
        assert "have not signed" in words(books(world.caseworker, case, None))
    both = signs(world.caseworker, case, way="paper", refusal="Wants to think about it.")
    assert "They signed. Empty this" in words(both)
    signs(world.caseworker, case, way="screen", signed_as="Darnell Kestrel", interpreted_in="Polish")
    with gate_says(Answer.CLEAR):
        assert books(world.caseworker, case, None).status_code == 302
    assert ClientAgreement.objects.count() == 2


def test_the_last_place_goes_to_one_person(world, case, one_to_one):
    paid = pays(world.service_manager, "hr-1", 1)
    other = case_of(world, given_names="Ben", date_of_birth_year="1980")
    for each in (case, other):
        waits(world.caseworker, each, one_to_one)
        signs(world.caseworker, each)
    with gate_says(Answer.CLEAR):
        assert books(world.caseworker, case, paid).status_code == 302
        assert "The last of these places has just been taken" in words(books(world.caseworker, other, paid))
        back = {"place": Enrolment.objects.get(case=case).pk, "reason": "Ill for some weeks."}
        assert sends(world.caseworker, "interventions:give_back", case.pk, **back).status_code == 302
        assert books(world.caseworker, other, paid).status_code == 302
    assert Capacity.objects.get().taken == 1
    assert Enrolment.objects.get(case=case).starts_on is None


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "must be today or later"), (300, "people who begin in another period")]
)
def test_a_start_outside_what_is_paid_for_is_refused_beside_its_day(world, case, one_to_one, days, said):
    paid = pays(world.service_manager, "hr-1", 1)
    waits(world.caseworker, case, one_to_one)
    signs(world.caseworker, case)
    with gate_says(Answer.CLEAR):
        refused = books(world.caseworker, case, paid, TODAY + dt.timedelta(days=days))
    assert refused.status_code == 200
    assert said in words(refused)
    assert Capacity.objects.get().taken == 0


def test_a_place_that_outlasts_its_money_is_booked_with_a_warning(world, case, one_to_one):
    paid = pays(world.service_manager, "hr-1", 1, days=40)
    waits(world.caseworker, case, one_to_one)
    signs(world.caseworker, case)
    with gate_says(Answer.CLEAR):
        books(world.caseworker, case, paid)
    assert "this programme runs to about" in words(
        world.caseworker.opens("interventions:programmes", case.pk)
    )


def test_a_manager_lets_a_start_go_ahead_with_a_reason(world, case, one_to_one):
    waits(world.caseworker, case, one_to_one)
    signs(world.caseworker, case)
    place = Enrolment.objects.get()
    assert "Not yet" in words(world.service_manager.opens("interventions:override", place.pk))
    assert "Enter why it cannot wait" in words(
        sends(world.service_manager, "interventions:override", place.pk, reason="")
    )
    said = {"reason": "Court ordered it from Monday on."}
    assert sends(world.service_manager, "interventions:override", place.pk, **said).status_code == 302
    twice = sends(world.service_manager, "interventions:override", place.pk, reason="And again.")
    assert "Somebody has decided this already" in words(twice)
    assert Announcement.objects.filter(event="start-overridden").count() == 1
    assert "Can book" in words(world.caseworker.opens("interventions:book", case.pk))
    assert books(world.caseworker, case, None).status_code == 302
    assert EnrolmentStep.objects.get(transition="override").reason == said["reason"]


def test_a_caseworker_overrides_nothing_and_a_manager_books_nothing(world, case, one_to_one):
    waits(world.caseworker, case, one_to_one)
    place = Enrolment.objects.get()
    assert sends(world.caseworker, "interventions:override", place.pk, reason="x").status_code == 403
    assert world.service_manager.opens("interventions:book", case.pk).status_code == 403
    assert world.service_manager.opens("referrals:case", case.pk).status_code == 403


@pytest.mark.parametrize(
    ("slug", "gate"), [("hr-1", "start-after-contact"), ("comm12", "start-after-attempt")]
)
def test_each_programme_asks_the_gate_of_its_version(world, case, slug, gate):
    writes_agreement(world.service_manager)
    waits(world.caseworker, case, runs(world.service_manager, slug)[0])
    with gate_says(Answer.CLEAR, gate) as asked:
        assert "Can book" in words(world.caseworker.opens("interventions:book", case.pk))
    assert asked == [gate]


def test_contact_in_custody_asks_no_gate(world, case):
    writes_agreement(world.service_manager)
    waits(world.caseworker, case, runs(world.service_manager, "cust")[0])
    with gate_says(Answer.HOLD) as asked:
        assert "Can book" in words(world.caseworker.opens("interventions:book", case.pk))
    assert asked == []


def test_what_the_gate_answers_leaves_no_trace(world, case, one_to_one):
    """SAFETY: were the moment written down at which a start became free, it would tell when she answered."""
    waits(world.caseworker, case, one_to_one)
    place = Enrolment.objects.values().get()
    entries = ChangeEntry.objects.filter(word__startswith="place").count()
    for answer in (Answer.HOLD, Answer.CLEAR, Answer.HOLD):
        with gate_says(answer):
            for name in ("interventions:programmes", "interventions:book"):
                world.caseworker.opens(name, case.pk)
    assert Enrolment.objects.values().get() == place
    assert ChangeEntry.objects.filter(word__startswith="place").count() == entries
    assert EnrolmentStep.objects.count() == 1


def test_what_does_not_fit_by_its_rules_needs_a_reason(world, case, one_to_one):
    refused = waits(world.caseworker, case, one_to_one, reason="")
    assert "Say why they take part although the rules say otherwise" in words(refused)
    waits(world.caseworker, case, one_to_one, reason="Seen by the psychologist.")
    assert EnrolmentStep.objects.get().reason == "Seen by the psychologist."
    assert "already" in words(waits(world.caseworker, case, one_to_one)) or Enrolment.objects.count() == 1


def test_whoever_leaves_the_list_is_gone_from_it(world, case, one_to_one):
    waits(world.caseworker, case, one_to_one)
    said = {"place": Enrolment.objects.get().pk, "reason": "Moved away."}
    assert sends(world.caseworker, "interventions:leave", case.pk, **said).status_code == 302
    assert "Nobody is waiting" in words(world.caseworker.opens("interventions:waiting"))
    again = sends(world.caseworker, "interventions:leave", case.pk, **said)
    assert again.status_code == 302
    assert EnrolmentStep.objects.filter(transition="leave").count() == 1


def test_nobody_of_another_agency_sees_any_of_it(world, case, one_to_one):
    waits(world.caseworker, case, one_to_one)
    for name in ("programmes", "suitability", "client_agreement", "wait", "book", "leave", "give_back"):
        assert world.caseworker_elsewhere.opens(f"interventions:{name}", case.pk).status_code == 404
    assert "Nobody is waiting" in words(world.caseworker_elsewhere.opens("interventions:waiting"))
    with acting_as(make_hat(world.caseworker_elsewhere.membership)):
        assert not Enrolment.objects.exists()


def test_a_restricted_case_leaves_the_waiting_list_at_once(world, case, one_to_one):
    waits(world.caseworker, case, one_to_one)
    restricts(world.safeguarding_lead, case.referral)
    for person in (world.caseworker, world.service_manager):
        assert "Kestrel" not in words(person.opens("interventions:waiting"))
    assert Enrolment.objects.get().is_restricted


def test_a_corrected_name_is_corrected_on_the_list(world, case, one_to_one):
    waits(world.caseworker, case, one_to_one)
    hat = make_hat(world.caseworker.membership)
    from django.utils import timezone

    from referrals.actions import people

    with acting_as(hat):
        open_things(case_id=case.pk, client_id=case.client_id)
        people.correct(case.client, {"family_name": "Kestral"}, seen_version=1, by=hat, at=timezone.now())
    assert "Kestral, Darnell" in words(world.caseworker.opens("interventions:waiting"))


def test_a_place_that_outlasts_the_deadline_of_a_disposal_is_booked_with_a_warning(world, one_to_one):
    """Ten weeks of one to one against a caution of five: at triage, before booking and after it."""
    due = TODAY + dt.timedelta(weeks=5)
    refers_with_caution(world.officer, **on("due_on", due), **on("condition_1_by", due))
    referral = Referral.objects.get()
    page = words(world.caseworker.opens("referrals:referral", referral.pk))
    named = f"Healthy Relationships, one to one, {one_to_one.provider_agency.name} (to about"
    assert f"these would not be over by then: {named}" in page
    assert "is voluntary, and the person is told so" in page
    world.caseworker.sends("referrals:accept", referral.pk)
    case, paid = Case.objects.get(), pays(world.service_manager, "hr-1", 1)
    waits(world.caseworker, case, one_to_one)
    signs(world.caseworker, case)
    with gate_says(Answer.CLEAR):
        assert "Longer than the disposal" in words(world.caseworker.opens("interventions:book", case.pk))
        books(world.caseworker, case, paid)
    page = words(world.caseworker.opens("interventions:programmes", case.pk))
    assert "the disposal is to be complied with by" in page
    assert "is voluntary" in page


def test_a_programme_over_by_the_deadline_is_booked_without_a_word_of_it(world, one_to_one):
    due = TODAY + dt.timedelta(weeks=15)
    refers_with_caution(world.officer, **on("due_on", due), **on("condition_1_by", due))
    referral = Referral.objects.get()
    assert "would not be over" not in words(world.caseworker.opens("referrals:referral", referral.pk))
    world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    waits(world.caseworker, case, one_to_one)
    signs(world.caseworker, case)
    with gate_says(Answer.CLEAR):
        assert "Longer than" not in words(world.caseworker.opens("interventions:book", case.pk))
