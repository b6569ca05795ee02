"""Whoever holds a case can see who has looked at it; nobody else can, and nothing of the other side shows."""

import pytest
from django.utils import timezone

from chrysalis.access.context import acting_as, open_things
from chrysalis.agencies.queries import make_hat
from chrysalis.audit import queries
from chrysalis.audit.log import record
from chrysalis.audit.refusals import REFUSED
from referrals.actions.reading import open_case
from referrals.models import Case, Referral
from tests import eye
from tests.referrals.test_custody_referral import refers


@pytest.fixture
def case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Case.objects.get()


def page(person, case: Case) -> str:
    response = person.opens("referrals:who_looked", case.pk)
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def test_it_says_who_saw_the_name_who_opened_it_and_who_was_refused(world, case):
    world.second_caseworker.opens("referrals:cases")
    assert "Second Caseworker" in page(world.caseworker, case)
    assert "Saw the name in a list" in page(world.caseworker, case)

    world.second_caseworker.opens("referrals:case", case.pk)
    assert "Read what is recorded of a person" in page(world.caseworker, case)

    world.caseworker_elsewhere.opens("referrals:case", case.pk)
    shown = page(world.caseworker, case)
    assert "Asked to open it and was refused" in shown
    assert "Harbour Project" in shown


def test_looking_at_who_looked_is_a_look(world, case):
    page(world.second_caseworker, case)
    assert "Second Caseworker" in page(world.caseworker, case)


def test_the_case_page_leads_there(world, case):
    opened = world.caseworker.opens("referrals:case", case.pk).content.decode()
    assert f"/cases/{case.pk}/who-looked/" in opened


def test_it_is_for_those_who_hold_the_case(world, case):
    assert page(world.caseworker_elsewhere, case) == "404"
    for person in (world.sergeant, world.information_officer, world.administrator, world.link_worker):
        assert page(person, case) == "403"


def test_what_a_link_worker_does_never_shows(world, case):
    """SAFETY: that somebody who supports survivors looked tells that there is one."""
    before = looks_at(world, case)
    hat = make_hat(world.link_worker.membership)
    with acting_as(hat):
        record(REFUSED[hat.side], by=hat, at=timezone.now(), subjects=[case.pk, case.client_id])
    world.link_worker.opens("referrals:case", case.pk)
    assert looks_at(world, case) == before
    assert before


def looks_at(world, case: Case) -> list[tuple]:
    with eye.closed(), acting_as(make_hat(world.caseworker.membership)):
        open_things(case_id=case.pk, client_id=case.client_id)
        return [(look.who, look.did, look.times) for look in queries.who_looked(case.pk)]


def test_the_database_answers_only_for_what_is_open(world, case):
    hat = make_hat(world.caseworker.membership)
    with eye.closed(), acting_as(hat):
        assert queries.who_looked(case.pk) == []
        open_case(case, by=hat, at=timezone.now())
        assert queries.who_looked(case.pk)
        assert queries.who_looked(case.referral_id) == []
