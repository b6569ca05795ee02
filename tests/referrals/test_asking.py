"""Somebody who works on a case thinks that it should be restricted; a lead decides."""

import uuid

import pytest
from django.db import ProgrammingError, transaction

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.apart import APART
from chrysalis.audit.models import ChangeEntry, ChangeReason
from referrals.models import Referral, Restriction, RestrictionAsk
from tests.referrals.test_custody_referral import refers
from tests.referrals.test_restricted import restricts


WHY = "His sister works at our council."


@pytest.fixture
def referral(world) -> Referral:
    refers(world.sergeant)
    return Referral.objects.get()


def asks(person, referral: Referral, reason: str = WHY):
    return person.sends("referrals:ask_to_restrict", referral.pk, reason=reason, draft=str(uuid.uuid4()))


def answers(lead, answer: str):
    return lead.sends("referrals:answer_ask", RestrictionAsk.objects.get().pk, answer=answer)


def test_a_lead_restricts_what_a_caseworker_asked_for(world, referral):
    assert "Enter why" in asks(world.caseworker, referral, "").content.decode()
    assert asks(world.caseworker, referral).status_code == 302
    home = world.safeguarding_lead.opens("home").content.decode()
    assert f"Caseworker asks you to restrict {referral.reference}" in home
    assert WHY in world.safeguarding_lead.opens("referrals:restrictions").content.decode()
    answers(world.safeguarding_lead, "restricted")
    assert Restriction.objects.get().reason == WHY
    assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 404
    assert "asks you to restrict" not in world.second_safeguarding_lead.opens("home").content.decode()
    assert asks(world.caseworker, referral).status_code == 404


def test_a_lead_who_sees_no_need_leaves_it_open(world, referral):
    asks(world.caseworker, referral)
    assert answers(world.safeguarding_lead, "perhaps").status_code == 404
    answers(world.safeguarding_lead, "not_needed")
    assert not Restriction.objects.exists()
    assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 200
    assert WHY not in world.safeguarding_lead.opens("referrals:restrictions").content.decode()
    assert answers(world.safeguarding_lead, "restricted").status_code == 404


def test_asked_by_two_it_is_one_question_and_neither_learns_of_the_other(world, referral):
    first, second = asks(world.caseworker, referral), asks(world.second_caseworker, referral)
    assert first.headers["Location"] == second.headers["Location"]
    assert RestrictionAsk.objects.count() == 1
    assert ChangeEntry.objects.filter(word="restriction.asked", reason=APART).count() == 2
    assert ChangeReason.objects.filter(text=WHY, referral_id=referral.pk).count() == 2


def test_leads_of_the_own_agency_alone_read_it(world, referral):
    asks(world.caseworker, referral)
    asked = RestrictionAsk.objects.get()
    elsewhere = world.safeguarding_lead_elsewhere
    assert elsewhere.sends("referrals:answer_ask", asked.pk, answer="not_needed").status_code == 404
    assert world.caseworker_elsewhere.opens("referrals:ask_to_restrict", referral.pk).status_code == 404
    colleague = make_hat(world.second_caseworker.membership)
    with acting_as(colleague), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        list(RestrictionAsk.objects.all())


def test_what_was_restricted_meanwhile_is_answered_and_not_restricted_twice(world, referral):
    asks(world.caseworker, referral)
    restricts(world.second_safeguarding_lead, referral.reference)
    answers(world.safeguarding_lead, "restricted")
    assert Restriction.objects.count() == 1
