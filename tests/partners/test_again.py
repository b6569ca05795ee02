"""Somebody is referred again, and so is another person in the records: whoever supports the survivor of the
first finds them, and is shown whom they are likely to have harmed."""

import pytest
from django.db import ProgrammingError, transaction

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import SafetyEntry
from chrysalis.events.actions.carrying import carry
from partners.definers import likely_harmed_by
from partners.models import ClientLink, News, Slip, Survivor
from referrals.models import Case, Client
from tests.partners.supported import links_to, tracing_of
from tests.partners.test_before_link import kinds, taken_on
from tests.partners.test_link import _case, looks
from tests.partners.test_receiving import sends_both
from tests.partners.test_trace import ends
from tests.partners.told import survivor_from


@pytest.fixture
def survivor(world) -> Survivor:
    """Linked to whom was referred first."""
    case, found = _case(world), survivor_from(world)
    links_to(world.link_worker, found, case)
    carry()
    News.objects.all().delete()
    return found


@pytest.fixture
def again(world, survivor) -> Case:
    made = _case(world)
    carry()
    return made


def page_of(person, case: Case) -> str:
    return person.opens("partners:tracing", tracing_of(case).pk).content.decode()


def test_a_second_referral_is_to_be_traced_and_the_survivor_of_the_first_is_offered(world, survivor, again):
    assert Client.objects.count() == 2
    page = page_of(world.second_link_worker, again)
    assert "linked to somebody of the same name and birth date" in page
    assert "Maren Alder" in page
    assert SafetyEntry.objects.filter(word="survivor.read", subjects=[survivor.pk]).exists()
    linked = ends(world.link_worker, tracing_of(again), survivor.pk, relationship="ex_partner")
    assert linked.status_code == 302
    carry()
    assert set(ClientLink.objects.values_list("client_id", flat=True)) == set(
        Client.objects.values_list("pk", flat=True)
    )
    assert tracing_of(again).state == "linked"
    assert kinds(News.objects.get()) == ["client-taken-on"]


def test_both_are_found_by_name_and_birth_date_the_newest_first(world, survivor, again):
    page = looks(world.link_worker, survivor)
    first = Case.objects.exclude(pk=again.pk).get()
    assert page.index(again.reference) < page.index(first.reference)


def test_of_many_referrals_the_newest_is_among_the_three(world, survivor):
    for _ in range(3):
        newest = _case(world)
    assert newest.reference in looks(world.link_worker, survivor)


@pytest.mark.parametrize("other", [{"given_names": "Darryl"}, {"date_of_birth": "1992-03-27"}])
def test_somebody_of_another_name_or_birth_date_is_not_taken_for_them(world, survivor, again, other):
    assert "the same name" in page_of(world.link_worker, again)
    Client.objects.filter(pk=again.client_id).update(**other)
    assert "the same name" not in page_of(world.link_worker, again)


def test_whoever_a_slip_beside_the_referral_was_filed_to_is_offered(world):
    referral = sends_both(world)
    world.link_worker.sends("partners:file", Slip.objects.get().pk, about="new")
    case = taken_on(world, referral)
    assert "a slip about them came with this referral" in page_of(world.link_worker, case)
    where, name = tracing_of(case).pk, Survivor.objects.get().name
    for sought, is_known in ((name.split()[0], True), ("Zebedee", False)):
        sent = world.link_worker.sends("partners:tracing", where, step="look", sought=sought)
        assert ("Nobody of that name is recorded" in sent.content.decode()) != is_known


def test_another_services_survivor_is_not_offered_and_nobody_else_may_ask(world, survivor, again):
    Survivor.objects.filter(pk=survivor.pk).update(
        support_agency_id=world.link_worker_elsewhere.membership.agency_id
    )
    assert "Maren" not in page_of(world.link_worker, again)
    Survivor.objects.filter(pk=survivor.pk).update(support_agency_id=world.link_worker.membership.agency_id)
    with acting_as(make_hat(world.link_worker.membership)):
        assert likely_harmed_by(again.client_id) == {survivor.pk: "namesake"}
    with acting_as(make_hat(world.link_worker_elsewhere.membership)):
        assert likely_harmed_by(again.client_id) == {}
    Case.objects.filter(pk=again.pk).update(is_restricted=True)
    with acting_as(make_hat(world.link_worker.membership)):
        assert likely_harmed_by(again.client_id) == {}
    for person in world.one_of_each_role():
        if person.role.slug != "link-worker":
            with (
                acting_as(make_hat(person.membership)),
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
            ):
                likely_harmed_by(again.client_id)
