"""Whether a programme may begin: one neutral word, of what was known at a set time, nothing in between."""

import datetime as dt
import uuid

import pytest
from django.db import ProgrammingError, transaction

from chrysalis.access.context import acting_as, as_system
from chrysalis.access.database import database_role
from chrysalis.access.walls import our_models, policies
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.gates import Answer
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from chrysalis.working_days import LONDON
from interventions.gates import START_AFTER_ATTEMPT, START_AFTER_CONTACT
from partners.actions.starting import decide
from partners.models import ClientLink, Engagement, StartAnswer, StartRound, SurvivorContact, Tracing
from partners.rules.starting import Tried, different_times, latest_set_time, words
from tests.partners.supported import linked, links_to, rings, tracing_of, wants
from tests.partners.test_link import _case
from tests.partners.test_trace import ends
from tests.partners.told import survivor_from


SIX = [dt.time(6)]


def london(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


MORNING, NOON, NEXT = london("2026-11-23T06:00"), london("2026-11-23T12:00"), london("2026-11-24T06:00")


def before(moment: dt.datetime) -> None:
    """Everything that people did in this test, they did an hour before that."""
    then = moment - dt.timedelta(hours=1)
    ClientLink.objects.update(linked_at=then)
    Tracing.objects.update(opened_at=then)
    Tracing.objects.filter(ended_at__isnull=False).update(ended_at=then)
    for model in (SurvivorContact, Engagement):
        model.objects.update(recorded_at=then)


def asked(case) -> tuple[Answer, Answer]:
    """Asked by the caseworker, in the middle of their own work."""
    return (
        START_AFTER_CONTACT.ask(client_id=case.client_id),
        START_AFTER_ATTEMPT.ask(client_id=case.client_id),
    )


HOLD, CLEAR = (Answer.HOLD, Answer.HOLD), (Answer.CLEAR, Answer.CLEAR)


def test_of_whom_nothing_was_decided_it_holds(world):
    case, survivor = linked(world)
    rings(world.link_worker, survivor)
    assert asked(case) == HOLD
    assert START_AFTER_CONTACT.ask(client_id=uuid.uuid4()) is Answer.HOLD
    before(MORNING)
    decide(SIX, at=MORNING)
    assert asked(case) == CLEAR


def test_an_answer_changes_at_set_times_and_never_in_between(world):
    case, survivor = linked(world)
    before(MORNING)
    decide(SIX, at=MORNING)
    assert asked(case) == HOLD
    rings(world.link_worker, survivor)
    SurvivorContact.objects.update(recorded_at=MORNING + dt.timedelta(minutes=1))
    for minutes in (2, 60, 24 * 60 - 1):
        assert decide(SIX, at=MORNING + dt.timedelta(minutes=minutes)) is False
        assert asked(case) == HOLD
    assert decide(SIX, at=NEXT) is True
    assert asked(case) == CLEAR
    answer = StartAnswer.objects.get(client_id=case.client_id)
    assert (answer.decided_at, answer.held_since) == (NEXT, None)


def test_without_a_set_time_nothing_is_decided(world):
    case, survivor = linked(world)
    rings(world.link_worker, survivor)
    before(MORNING)
    assert decide([], at=MORNING) is False
    assert asked(case) == HOLD
    assert decide(SIX, at=MORNING) is True
    assert asked(case) == CLEAR


def test_a_worker_that_slept_decides_as_it_would_have_been_decided_then(world):
    case, survivor = linked(world)
    before(MORNING)
    rings(world.link_worker, survivor)
    SurvivorContact.objects.update(recorded_at=MORNING + dt.timedelta(hours=2))
    decide(SIX, at=NOON)
    assert StartAnswer.objects.get(client_id=case.client_id).decided_at == MORNING
    assert asked(case) == HOLD
    decide(SIX, at=NEXT + dt.timedelta(hours=3))
    assert asked(case) == CLEAR
    assert StartRound.objects.count() == 2


def test_three_tries_at_different_times_are_enough_for_one_question(world):
    case, survivor = linked(world)
    for hour in ("2026-11-19T10:00", "2026-11-19T15:00", "2026-11-20T18:30"):
        rings(world.link_worker, survivor, outcome="no_answer")
        SurvivorContact.objects.filter(made_at__gt=london("2026-11-21T00:00")).update(made_at=london(hour))
    before(MORNING)
    decide(SIX, at=MORNING)
    assert asked(case) == (Answer.HOLD, Answer.CLEAR)


def test_with_two_survivors_both_must_be_clear(world):
    case, first = linked(world)
    second = survivor_from(world)
    links_to(world.link_worker, second, case)
    rings(world.link_worker, first)
    before(MORNING)
    decide(SIX, at=MORNING)
    assert asked(case) == HOLD
    wants(world.link_worker, second, "unsafe_to_contact")
    before(NEXT)
    decide(SIX, at=NEXT)
    assert asked(case) == CLEAR


def test_where_nobody_is_known_somebody_has_to_say_so(world):
    case = _case(world)
    carry()
    before(MORNING)
    decide(SIX, at=MORNING)
    assert asked(case) == HOLD
    ends(world.link_worker, tracing_of(case), "nobody", reason="Police know of nobody.")
    before(NEXT)
    assert asked(case) == HOLD
    decide(SIX, at=NEXT)
    assert asked(case) == CLEAR


def test_the_gatekeeper_reads_its_one_table_and_nothing_else(world):
    linked(world)
    role = database_role("gatekeeper")
    on_this_side = {model._meta.db_table for model in our_models() if model._meta.app_label == "partners"}
    held = {(policy.table, policy.verb) for policy in policies() if policy.role == role}
    assert {each for each in held if each[0] in on_this_side} == {("partners_startanswer", "SELECT")}
    for model in (SurvivorContact, ClientLink, Tracing, StartRound):
        with as_system("gatekeeper"), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
            model.objects.exists()


def test_nobody_in_any_role_reads_what_the_gate_answers_from(world):
    for person in world.one_of_each_role():
        for model in (StartAnswer, StartRound):
            with (
                acting_as(make_hat(person.membership)),
                pytest.raises(ProgrammingError, match="denied"),
                transaction.atomic(),
            ):
                list(model.objects.all())


def test_asking_gives_a_word_and_leaves_no_trace_of_why(world):
    case, _ = linked(world)
    with acting_as(make_hat(world.caseworker.membership)):
        assert START_AFTER_ATTEMPT.ask(client_id=case.client_id) is Answer.HOLD
    assert not ChangeNotice.objects.filter(kind_slug__startswith="start").exists()


def test_a_long_hold_climbs_to_the_link_worker_and_the_manager_once(world):
    case, survivor = linked(world)
    before(MORNING)
    decide(SIX, at=MORNING)
    for days in range(1, 13):
        decide(SIX, at=MORNING + dt.timedelta(days=days))
        is_late = days >= 10
        assert SafetyNotice.objects.filter(kind_slug="start-waits").exists() is is_late
    to_worker = SafetyNotice.objects.get(kind_slug="start-waits")
    to_manager = SafetyNotice.objects.get(kind_slug="start-waits-long")
    assert (to_worker.worker, to_worker.subject_id) == (world.link_worker.worker, survivor.pk)
    assert to_manager.role_slug == "partner-support-manager"
    page = world.partner_support_manager.opens("notices:notice", to_manager.pk).content.decode()
    assert "has waited long for first contact" in page
    assert case.reference not in page


def test_where_nobody_is_linked_the_manager_hears_of_a_long_hold_too(world):
    case = _case(world)
    carry()
    before(MORNING)
    for days in (0, 11, 12):
        decide(SIX, at=MORNING + dt.timedelta(days=days))
    assert SafetyNotice.objects.get(kind_slug="start-waits-long").subject_id == tracing_of(case).pk


TRIES = tuple(london(text) for text in ("2026-11-19T10:00", "2026-11-19T15:00", "2026-11-20T18:30"))


@pytest.mark.parametrize(
    ("survivors", "is_nobody", "contact", "attempt"),
    [
        ([], False, False, False),
        ([], True, True, True),
        ([Tried("not_asked", False)], False, False, False),
        ([Tried("not_asked", False)], True, False, False),
        ([Tried("not_asked", True)], False, True, True),
        ([Tried("not_asked", False, TRIES)], False, False, True),
        ([Tried("not_asked", False, TRIES, 4)], False, False, False),
        ([Tried("unsafe_to_contact", False)], False, True, True),
        ([Tried("no_contact_wanted", False)], False, True, True),
        ([Tried("supported_elsewhere", False)], False, True, True),
        ([Tried("not_asked", True), Tried("not_asked", False)], False, False, False),
        ([Tried("not_asked", True), Tried("not_asked", False, TRIES)], False, False, True),
    ],
)
def test_what_makes_the_words(survivors, is_nobody, contact, attempt):
    found = words(survivors, is_nobody_to_find=is_nobody)
    assert (found.after_contact, found.after_attempt) == (contact, attempt)


def test_three_calls_in_one_afternoon_are_one_time():
    assert different_times(london(f"2026-11-19T{hour}:00") for hour in (13, 14, 16)) == 1
    assert different_times(london(f"2026-11-19T{hour}:00") for hour in (10, 13, 18)) == 3


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-11-23T06:00", "2026-11-23T06:00"),
        ("2026-11-23T05:59", "2026-11-22T18:00"),
        ("2026-11-23T23:59", "2026-11-23T18:00"),
        ("2026-03-29T06:30", "2026-03-29T06:00"),  # the night the clocks change
    ],
)
def test_the_set_time_that_was_last(now, found):
    assert latest_set_time([dt.time(6), dt.time(18)], now=london(now)) == london(found)
