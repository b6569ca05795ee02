"""Attempts to reach a person, and what is due after each."""

import uuid

import pytest

from referrals.models import Case, Referral
from tests.referrals.test_custody_referral import refers


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def records(person, case, **fields):
    known = {"draft": str(uuid.uuid4()), "channel": "call", "outcome": "no_answer"}
    return person.sends("referrals:record_contact", case.pk, **(known | fields))


def test_trying_in_vain_says_to_try_again(world, case):
    assert case.next_action == "Make first contact"
    assert records(world.caseworker, case).status_code == 302
    case.refresh_from_db()
    assert case.next_action == "Try to reach the person again"
    assert case.get_state_display() == "Making first contact"


def test_reaching_the_person_moves_the_case_on_once(world, case):
    records(world.caseworker, case, outcome="reached")
    case.refresh_from_db()
    assert case.get_state_display() == "Waiting for assessment"
    assert case.next_action == "Arrange the assessment"
    due = case.next_due_at
    records(world.second_caseworker, case, outcome="no_answer")
    case.refresh_from_db()
    assert (case.next_action, case.next_due_at) == ("Arrange the assessment", due)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"channel": ""}, "Choose how you tried"),
        ({"outcome": ""}, "Choose what came of it"),
        ({"made_at": "14/11/2999 10:00"}, "The attempt must be in the past"),
        ({"account": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_bad_input_gets_a_message(world, case, changes, message):
    assert records(world.caseworker, case, account="Rang twice.").status_code == 302
    refused = records(world.caseworker, case, **changes)
    assert refused.status_code == 200
    assert message in refused.content.decode()
    assert case.contact_attempts.count() == 1
