"""What link workers are told of: after the fact, by the worker, and never in the page that caused it."""

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Agency
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.events.hearing import listeners
from chrysalis.events.models import Announcement, Errand
from chrysalis.notices.models import ChangeNotice, SafetyNotice
from partners.events import SlipSealed
from partners.models import News
from referrals.models import Case
from tests.partners.test_link import _case, links, looks
from tests.partners.told import slip_from, survivor_from, tells


def test_a_sealed_slip_is_told_to_the_link_workers_of_the_receiving_service(world):
    slip = slip_from(world)
    assert not SafetyNotice.objects.exists()
    carry()
    carry()
    notice = SafetyNotice.objects.get()
    assert (notice.kind_slug, notice.subject_id) == ("slip-sealed", slip.pk)
    page = world.link_worker.opens("notices:notices").content.decode()
    assert "Somebody told your service of a person who was harmed" in page
    assert "Maren" not in page
    elsewhere = world.link_worker_elsewhere.opens("notices:notices").content.decode()
    assert "Somebody told" not in elsewhere


def test_filing_the_slip_answers_the_notice(world):
    survivor_from(world)
    carry()
    notice = SafetyNotice.objects.get()
    assert notice.acknowledged_by == world.link_worker.worker


def test_nothing_that_hears_of_a_slip_runs_in_the_page_that_sealed_it(world):
    """SAFETY: it would run with the rights of the desk, and its failing would show there."""
    nothing_is_heard_in_the_request(world)


def nothing_is_heard_in_the_request(world) -> None:
    """One row in the outbox, and no errand, notice or error of anybody's."""
    sealed = tells(world.sergeant)
    assert sealed.status_code == 302
    assert Announcement.objects.filter(event=SlipSealed.slug).count() == 1
    assert not Errand.objects.exists()
    assert not SafetyNotice.objects.exists()


def test_a_handler_that_ran_in_the_request_would_be_refused_by_the_database(world):
    slip = slip_from(world)
    event = SlipSealed(slip_id=slip.pk, receiving_agency_id=Agency.objects.get(slug="haven").pk)
    (handler,) = listeners(SlipSealed.slug)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting_as(make_hat(world.sergeant.membership)),
    ):
        handler.act(event, at=slip.sealed_at)


@pytest.fixture
def linked(world):
    """A survivor linked to somebody whom the caseworker has yet to reach."""
    case, survivor = _case(world), survivor_from(world)
    looks(world.link_worker, survivor)
    links(world.link_worker, survivor, case.client_id)
    carry()
    SafetyNotice.objects.all().delete()
    return case, survivor


def reaches(world, case: Case) -> None:
    world.caseworker.sends("referrals:record_contact", case.pk, channel="call", outcome="reached", account="")


def test_the_link_worker_hears_that_the_person_was_spoken_with(world, linked):
    case, survivor = linked
    reaches(world, case)
    carry()
    notice = SafetyNotice.objects.get()
    news = News.objects.get(pk=notice.subject_id)
    assert (notice.kind_slug, news.survivor) == ("client-reached", survivor)
    assert notice.worker == world.link_worker.worker
    assert "has been spoken with" in world.link_worker.opens("notices:notices").content.decode()
    assert "has been spoken with" not in world.second_link_worker.opens("notices:notices").content.decode()


def test_where_the_link_worker_has_left_the_colleagues_are_told_at_once(world, linked):
    case, survivor = linked
    place = world.link_worker.membership
    place.change(seen_version=place.version, ends_on=timezone.localdate())
    reaches(world, case)
    carry()
    notice = SafetyNotice.objects.get()
    assert News.objects.get(pk=notice.subject_id).survivor == survivor
    assert notice.worker is None
    assert "has been spoken with" in world.second_link_worker.opens("notices:notices").content.decode()


def test_nobody_is_told_where_nobody_is_linked(world):
    case = _case(world)
    carry()
    SafetyNotice.objects.all().delete()
    reaches(world, case)
    carry()
    assert not SafetyNotice.objects.exists()
    assert Errand.objects.filter(state=Errand.State.WAITING, announcement__isnull=False).count() == 0


def test_two_survivors_of_one_person_are_two_notices(world, linked):
    case, first = linked
    second = survivor_from(world)
    looks(world.link_worker, second)
    links(world.link_worker, second, case.client_id)
    reaches(world, case)
    carry()
    told = SafetyNotice.objects.filter(kind_slug="client-reached")
    news = News.objects.filter(pk__in=told.values("subject_id"))
    assert {each.survivor for each in news} == {first, second}


def test_the_other_side_is_told_nothing_of_it(world, linked):
    case, _ = linked
    before = set(ChangeNotice.objects.values_list("pk", flat=True))
    reaches(world, case)
    carry()
    assert set(ChangeNotice.objects.values_list("pk", flat=True)) == before
