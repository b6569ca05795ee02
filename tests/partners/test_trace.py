"""Somebody was taken on and nobody is linked to them: link workers find out whom they harmed."""

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from chrysalis.audit.models import SafetyEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from partners.models import ClientLink, Tracing, TracingEnding
from referrals.events import CaseClosed, CaseOpened
from referrals.gates.clients import clients_by_key, is_client_restricted
from referrals.models import Case
from tests.partners.supported import happens, links_to, tracing_of
from tests.partners.test_link import _case
from tests.partners.told import survivor_from


@pytest.fixture
def case(world) -> Case:
    made = _case(world)
    carry()
    return made


def ends(person, tracing: Tracing, about: object, **fields: object):
    return person.sends("partners:tracing", tracing.pk, about=about, **fields)


def list_of(person) -> str:
    return person.opens("partners:tracings").content.decode()


def test_whoever_was_taken_on_with_nobody_linked_is_in_the_list(world, case):
    notice = SafetyNotice.objects.get(kind_slug="client-to-trace")
    assert notice.subject_id == tracing_of(case).pk
    page = world.link_worker.opens("notices:notice", notice.pk).content.decode()
    assert "Darnell" not in page
    assert "Darnell Kestrel" in list_of(world.link_worker)
    assert case.reference in list_of(world.second_link_worker)
    entry = SafetyEntry.objects.filter(word="tracing.read").first()
    assert entry.subjects == [case.client_id]
    assert "Darnell" not in list_of(world.link_worker_elsewhere)
    assert world.link_worker_elsewhere.opens("partners:tracing", tracing_of(case).pk).status_code == 404


def test_nobody_is_asked_of_somebody_who_is_linked_already(world, case):
    survivor = survivor_from(world)
    links_to(world.link_worker, survivor, case)
    carry()
    tracing = tracing_of(case)
    assert tracing.state == "linked"
    assert "Darnell" not in list_of(world.link_worker)
    assert SafetyNotice.objects.get(kind_slug="client-to-trace").acknowledged_by == world.link_worker.worker
    happens(CaseOpened, case, referral_id=case.referral_id, opened_by_id=world.caseworker.worker.pk)
    tracing.refresh_from_db()
    assert tracing.state == "linked"


def test_the_survivor_is_looked_for_and_linked_from_there(world, case):
    survivor, tracing = survivor_from(world), tracing_of(case)
    worker = world.link_worker
    assert "Maren" not in worker.opens("partners:tracing", tracing.pk).content.decode()
    page = worker.sends("partners:tracing", tracing.pk, step="look", sought="maren").content.decode()
    assert "Maren Alder, birth date unknown" in page
    nobody = worker.sends("partners:tracing", tracing.pk, step="look", sought="Zebedee").content.decode()
    assert "Nobody of that name is recorded" in nobody
    unsaid = ends(worker, tracing, survivor.pk, sought="maren").content.decode()
    assert "Choose what the person is to the survivor" in unsaid
    assert ends(worker, tracing, survivor.pk, relationship="partner").status_code == 200, (
        "nobody was looked for"
    )
    linked = ends(worker, tracing, survivor.pk, sought="maren", relationship="ex_partner")
    assert linked.headers["Location"] == f"/survivors/{survivor.pk}/"
    made = ClientLink.objects.get()
    assert (made.client_id, made.client_name) == (case.client_id, "Darnell Kestrel")
    assert tracing_of(case).state == "linked"
    assert (
        "Linked to a survivor: Link Worker" in worker.opens("partners:tracing", tracing.pk).content.decode()
    )


def test_that_nobody_can_be_identified_takes_a_reason(world, case):
    tracing = tracing_of(case)
    assert "Enter why" in ends(world.link_worker, tracing, "nobody").content.decode()
    assert tracing_of(case).state == "waits"
    assert ends(world.link_worker_elsewhere, tracing, "nobody", reason="No.").status_code == 404
    ends(world.link_worker, tracing, "nobody", reason="Police and referrer know of nobody.")
    assert TracingEnding.objects.get().reason == "Police and referrer know of nobody."
    assert "Darnell" not in list_of(world.link_worker)
    page = world.link_worker.opens("partners:tracing", tracing.pk).content.decode()
    assert "know of nobody" in page
    late = ends(world.second_link_worker, tracing, "nobody", reason="Me too.").content.decode()
    assert "Somebody ended this before" in late
    assert "Me too." in late
    assert TracingEnding.objects.count() == 1


def test_taken_on_again_it_is_asked_again_and_closed_it_waits_no_more(world, case):
    ends(world.link_worker, tracing_of(case), "nobody", reason="Nobody known.")
    happens(CaseOpened, case, referral_id=case.referral_id, opened_by_id=world.caseworker.worker.pk)
    assert tracing_of(case).state == "waits"
    happens(CaseClosed, case)
    assert tracing_of(case).state == "closed"
    assert not SafetyNotice.objects.filter(kind_slug="client-to-trace", acknowledged_at=None).exists()


def test_a_restricted_person_is_in_no_list_and_no_notice(world):
    case = _case(world)
    Case.objects.filter(pk=case.pk).update(is_restricted=True)
    carry()
    tracing = tracing_of(case)
    assert not SafetyNotice.objects.filter(kind_slug="client-to-trace").exists()
    page = list_of(world.link_worker)
    assert "No people" in page
    assert world.link_worker.opens("partners:tracing", tracing.pk).status_code == 404
    assert ends(world.link_worker, tracing, "nobody", reason="No.").status_code == 404
    Case.objects.filter(pk=case.pk).update(is_restricted=False)
    assert "Darnell Kestrel" in list_of(world.link_worker)


def test_only_link_work_in_the_scheme_learns_who_it_is(world, case):
    for person in world.one_of_each_role():
        with acting_as(make_hat(person.membership)):
            if person.role.slug == "link-worker":
                assert clients_by_key([case.client_id])[case.client_id].reference == case.reference
            else:
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    clients_by_key([case.client_id])
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                is_client_restricted(case.client_id)
    with acting_as(make_hat(world.link_worker_elsewhere.membership)):
        assert clients_by_key([case.client_id]) == {}


def test_the_other_side_learns_nothing_of_it(world, case):
    before = ChangeNotice.objects.count()
    world.caseworker.opens("home")
    page = len(world.caseworker.opens("referrals:case", case.pk).content)
    ends(world.link_worker, tracing_of(case), "nobody", reason="Nobody known.")
    carry()
    assert ChangeNotice.objects.count() == before
    assert len(world.caseworker.opens("referrals:case", case.pk).content) == page
    for person in (world.caseworker, world.sergeant, world.administrator, world.partner_support_manager):
        assert person.opens("partners:tracings").status_code == 403


def test_a_tracing_is_opened_once_however_often_it_is_heard(world, case):
    happens(CaseOpened, case, referral_id=case.referral_id, opened_by_id=world.caseworker.worker.pk)
    assert Tracing.objects.count() == 1
    assert timezone.now() >= tracing_of(case).opened_at
