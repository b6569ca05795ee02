"""Finding the person whom a survivor names: exactly, in the own scheme, a few, and never unseen."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import SafetyEntry
from partners.models import ClientLink, Survivor
from referrals.gates.clients import find_client
from referrals.models import Case, Client, Referral
from tests.partners.told import survivor_from
from tests.referrals.test_custody_referral import refers


DARNELL = {"name": "Darnell Kestrel", "born_day": "27", "born_month": "3", "born_year": "1991"}


@pytest.fixture
def case(world) -> Case:
    return _case(world)


def _case(world) -> Case:
    refers(world.sergeant)
    world.caseworker.sends("referrals:accept", Referral.objects.latest("received_at").pk)
    return Case.objects.latest("opened_at")


def looks(person, survivor, **changes) -> str:
    return person.sends("partners:link", survivor.pk, **(DARNELL | changes)).content.decode()


def links(person, survivor, client_id, **changes):
    chosen = {"step": "link", "client": client_id, "relationship": "ex_partner"}
    return person.sends("partners:link", survivor.pk, **(DARNELL | chosen | changes))


def test_the_person_is_found_and_linked(world, case):
    survivor = survivor_from(world)
    nobody = "Find the person referred: nobody is linked yet"
    assert nobody in world.link_worker.opens("partners:survivor", survivor.pk).content.decode()
    page = looks(world.link_worker, survivor)
    assert f"Darnell Kestrel, {case.reference}, with Threshold Centre" in page
    linked = links(world.link_worker, survivor, case.client_id, since_year="2019")
    assert linked.status_code == 302
    page = world.link_worker.get(linked.headers["Location"]).content.decode()
    assert case.reference in page
    assert "Former partner" in page
    assert nobody not in page
    again = links(world.link_worker, survivor, case.client_id)
    assert "linked already" in world.link_worker.get(again.headers["Location"]).content.decode()
    assert ClientLink.objects.count() == 1


@pytest.mark.parametrize(
    "nearly",
    [
        {"name": "Darnel Kestrel"},
        {"name": "Kestrel"},
        {"name": "%"},
        {"name": "Darnell Kestrel' OR true --"},
        {"born_year": "1990"},
        {"born_day": "28"},
    ],
)
def test_nearly_is_not_found(world, case, nearly):
    survivor = survivor_from(world)
    assert case.reference in looks(world.link_worker, survivor)
    page = looks(world.link_worker, survivor, **nearly)
    assert case.reference not in page
    assert "Nobody was found" in page


def test_capitals_and_spaces_do_not_matter(world, case):
    assert case.reference in looks(world.link_worker, survivor_from(world), name="  darnell   KESTREL ")


def test_half_a_birth_date_is_refused(world, case):
    page = looks(world.link_worker, survivor_from(world), born_day="")
    assert "must include a day" in page
    assert case.reference not in page


def test_another_schemes_service_finds_nobody(world, case):
    stranger = world.link_worker_elsewhere
    assert stranger.sends("partners:record", name="Tamsin Rowan", draft="0" * 32).status_code == 302
    assert "Nobody was found" in looks(stranger, Survivor.objects.get())


def test_a_restricted_case_is_not_found(world, case):
    survivor = survivor_from(world)
    assert case.reference in looks(world.link_worker, survivor)
    Case.objects.update(is_restricted=True)
    assert "Nobody was found" in looks(world.link_worker, survivor)


def test_never_more_than_three_come_back(world):
    for _ in range(4):
        _case(world)
    survivor = survivor_from(world)
    assert Client.objects.count() == 4
    assert looks(world.link_worker, survivor).count("with Threshold Centre") == 3


def test_only_somebody_found_this_moment_can_be_linked(world, case):
    survivor = survivor_from(world)
    for client_id, changes in ((survivor.pk, {}), (case.client_id, {"name": "Somebody Else"})):
        assert links(world.link_worker, survivor, client_id, **changes).status_code == 200
    assert links(world.link_worker, survivor, case.client_id, relationship="").status_code == 200
    assert not ClientLink.objects.exists()
    assert links(world.link_worker, survivor, case.client_id).status_code == 302


def test_each_search_is_in_the_log_found_or_not(world, case):
    survivor = survivor_from(world)
    looks(world.link_worker, survivor)
    looks(world.link_worker, survivor, name="Nobody At All")
    entries = SafetyEntry.objects.filter(word="client.looked_for").order_by("at")
    assert [entry.subjects for entry in entries] == [[survivor.pk, case.client_id], [survivor.pk]]


def test_nobody_else_may_so_much_as_ask_the_database(world, case):
    born = Client.objects.get().date_of_birth
    for person in world.one_of_each_role():
        with acting_as(make_hat(person.membership)):
            if person.role.slug == "link-worker":
                assert [found.client_id for found in _ask(born)] == [case.client_id]
                continue
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                _ask(born)


def _ask(born: str):
    return find_client("Darnell Kestrel", dt.date.fromisoformat(born))


def test_the_link_worker_reads_nothing_else_of_the_case(world, case):
    with acting_as(make_hat(world.link_worker.membership)):
        for table in ("referrals_client", "referrals_case", "referrals_referral", "referrals_contactattempt"):
            with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                connection.cursor().execute(f"SELECT * FROM {table}")  # noqa: S608 - names from this list
