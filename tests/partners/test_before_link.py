"""What happened before anybody was linked is not lost: danger hurries whoever looks for the survivor. Once
somebody is linked, or their slip is filed, what still holds is told together."""

import datetime as dt
import re
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from chrysalis.access.context import acting_as, as_system
from chrysalis.agencies.queries import make_hat
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice, OpeningHours, SafetyNotice
from interventions import events as programmes
from interventions.gates.standing import standing_of
from interventions.models import Enrolment
from partners.definers import slips_waiting_with, supporters_of
from partners.models import News, Slip, Survivor
from referrals.events import ReleaseRecorded, WereTold
from referrals.models import Case, Referral
from tests.interventions.meeting import group_of, marks
from tests.interventions.meeting import person as place_of
from tests.interventions.test_ending import gives_back, offered
from tests.partners.supported import happens, links_to, tracing_of
from tests.partners.test_link import _case, links
from tests.partners.test_receiving import sends_both
from tests.partners.told import survivor_from
from tests.referrals.judged import answers, grades
from tests.referrals.test_release import releases
from tests.referrals.test_triage import drafted


DANGER = "may be danger now"


def taken_on(world, referral: Referral) -> Case:
    world.caseworker.sends("referrals:accept", referral.pk)
    carry()
    return Case.objects.get(referral=referral)


def page_of(person, news: News) -> str:
    return person.opens("partners:tell", news.pk).content.decode().replace("&#x27;", "'")


def kinds(news: News) -> list[str]:
    return [part.kind_slug for part in news.parts]


@pytest.fixture
def case(world) -> Case:
    made = _case(world)
    carry()
    return made


def test_whoever_is_linked_later_has_one_thing_to_tell_that_holds_all(world, case):
    grades(world.caseworker, case, "high")
    releases(world.caseworker, case, police_told="no")
    carry()
    assert not News.objects.exists()
    survivor = survivor_from(world)
    links_to(world.link_worker, survivor, case)
    carry()
    carry()
    news = News.objects.get()
    assert kinds(news) == ["client-taken-on", "risk-raised", "release-recorded"]
    assert (news.survivor, news.kind_slug) == (survivor, "danger-from-before")
    notice = SafetyNotice.objects.get(subject_id=news.pk)
    assert (notice.worker, notice.due_at) == (world.link_worker.worker, news.due_at)
    page = page_of(world.link_worker, news)
    assert "Expected, not certain" in page
    assert "Police have not told the person harmed" in page
    assert "Judged high" in page
    assert "It is no reason to feel safe" in page
    assert DANGER in world.link_worker.opens("partners:to_tell").content.decode()
    assert world.link_worker_elsewhere.opens("partners:tell", news.pk).status_code == 404


def test_from_the_link_on_each_thing_is_told_as_it_happens(world, case):
    survivor = survivor_from(world)
    links_to(world.link_worker, survivor, case)
    releases(world.caseworker, case)
    carry()
    before, release = News.objects.order_by("kind_slug")
    assert kinds(before) == ["client-taken-on"]
    assert (before.kind_slug, release.kind_slug) == ("news-from-before", "release-recorded")


def test_what_a_worker_that_was_away_carries_late_is_told_once(world, case):
    releases(world.caseworker, case)
    links_to(world.link_worker, survivor_from(world), case)
    carry()
    assert sorted(News.objects.values_list("kind_slug", flat=True)) == [
        "news-from-before",
        "release-recorded",
    ]
    assert kinds(News.objects.get(kind_slug="news-from-before")) == ["client-taken-on"]


def test_what_no_longer_holds_is_not_told(world, case):
    grades(world.caseworker, case, "high")
    grades(world.caseworker, case, "standard")
    answers(world.second_caseworker, case, "yes")
    assert Case.objects.get(pk=case.pk).grade == "standard"
    releases(world.caseworker, case, police_told="no")
    releases(world.caseworker, case, police_told="yes", certainty="known")
    carry()
    links_to(world.link_worker, survivor_from(world), case)
    carry()
    news = News.objects.get()
    assert kinds(news) == ["client-taken-on", "release-recorded"]
    assert [part.detail for part in news.parts] == ["", "yes"]
    page = page_of(world.link_worker, news)
    assert "The hour is known" in page
    assert "Expected, not certain" not in page


def test_of_a_case_that_is_over_nothing_is_told(world, case):
    releases(world.caseworker, case)
    closed = world.caseworker.sends("referrals:close", case.pk, **drafted(ending="withdrew"))
    assert closed.status_code == 302
    carry()
    links_to(world.link_worker, survivor_from(world), case)
    carry()
    assert not News.objects.exists()


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("active", "programme-started"),
        ("paused", "programme-paused"),
        ("booked", "programme-booked"),
        ("completed", "programme-completed"),
    ],
)
def test_how_a_programme_stands_is_told(world, state, kind):
    group_of(world, 1)
    place = place_of("Aled")
    over = timezone.localdate() if state == "completed" else None
    Enrolment.objects.filter(pk=place.pk).update(state=state, ended_on=over)
    carry()
    News.objects.all().delete()
    survivor = survivor_from(world)
    case = Case.objects.get(pk=place.case_id)
    links_to_as(world.link_worker, survivor, case, name="Aled Kestrel")
    carry()
    parts = News.objects.get(survivor=survivor).parts
    assert kind in [part.kind_slug for part in parts]
    begins = [part.on_day for part in parts if part.kind_slug == kind]
    assert begins == [over if state in ("paused", "completed") else place.starts_on]


@pytest.mark.parametrize(
    ("begun", "told"), [(False, "programme-not-begun"), (True, "programme-ended")], ids=["booked", "begun"]
)
def test_a_place_that_ended_before_it_began_is_told_as_that(world, begun, told):
    group = group_of(world, 1)
    if begun:
        marks(world.facilitator, group, 1)
    assert _parts_after_a_handover(world, place_of("Aled").case) == {"case-handed-over", told}


def test_a_place_that_was_only_waited_for_is_not_told(world):
    group_of(world, 1)
    place = place_of("Aled")
    assert gives_back(world.caseworker, place).status_code == 302
    assert _parts_after_a_handover(world, place.case) == {"case-handed-over"}


def _parts_after_a_handover(world, case: Case) -> set[str]:
    """What somebody is told who is linked only after another provider took the person on."""
    handover = offered(world, case)
    assert world.caseworker_at_bridge.sends("referrals:take", handover.pk).status_code == 302
    carry()
    leg = Case.objects.get(handover_id=handover.pk)
    links_to_as(world.link_worker, survivor_from(world), leg, name="Aled Kestrel")
    carry()
    return set(kinds(News.objects.get(kind_slug__endswith="from-before")))


def links_to_as(person, survivor: Survivor, case: Case, **named: str) -> None:
    assert links(person, survivor, case.client_id, **named).status_code == 302


def test_danger_hurries_all_link_workers_where_nobody_is_linked(world, case):
    OpeningHours.objects.create(agency=world.link_worker.membership.agency, has_cover=True)
    before = ChangeNotice.objects.count()
    releases(world.caseworker, case)
    carry()
    notice = SafetyNotice.objects.get(kind_slug="sooner-trace-release-recorded")
    usual = SafetyNotice.objects.get(kind_slug="client-to-trace")
    assert notice.subject_id == tracing_of(case).pk
    assert notice.worker is None
    assert notice.due_at < usual.due_at
    assert ChangeNotice.objects.count() == before
    for person in (world.link_worker, world.second_link_worker):
        assert "leaves custody" in person.opens("partners:tracings").content.decode()
        assert "leaves custody" in person.opens("partners:tracing", tracing_of(case).pk).content.decode()
    assert "leaves custody" not in world.link_worker_elsewhere.opens("notices:notices").content.decode()
    links_to(world.link_worker, survivor_from(world), case)
    carry()
    notice.refresh_from_db()
    assert notice.acknowledged_by == world.link_worker.worker


def test_of_a_release_tonight_all_is_due_before_it(world, case):
    """Whom they harmed is to be found before they are out, and so is whoever is linked after that told."""
    tonight = timezone.now() + dt.timedelta(minutes=20)
    happens(ReleaseRecorded, case, released_at=tonight, were_told=WereTold.NO)
    notice = SafetyNotice.objects.get(kind_slug="sooner-trace-release-recorded")
    assert notice.due_at == tonight
    page = world.link_worker.opens("partners:tracings").content.decode()
    assert ">Danger was heard: trace these first</h2>" in page
    at = timezone.localtime(tonight)
    releases(world.caseworker, case, released_at=f"{at:%d/%m/%Y %H:%M}")
    carry()
    links_to(world.link_worker, survivor_from(world), case)
    carry()
    assert News.objects.get(kind_slug="danger-from-before").due_at <= tonight


def test_whoever_may_be_danger_stands_before_whoever_waited_longer(world, case):
    second = _case(world)
    happens(programmes.ConcernRaised, second)
    page = world.link_worker.opens("partners:tracings").content.decode()
    assert page.index(str(tracing_of(second).pk)) < page.index(str(tracing_of(case).pk))


def test_a_slip_of_which_danger_was_heard_stands_before_one_that_waits_longer(world):
    sends_both(world, family_name="Alder")
    older = Slip.objects.get()
    case = taken_on(world, sends_both(world))
    newer = Slip.objects.exclude(pk=older.pk).get()
    assert _in_order(world) == [older.pk, newer.pk]
    releases(world.caseworker, case)
    carry()
    assert _in_order(world) == [newer.pk, older.pk]
    world.link_worker.sends("partners:file", newer.pk, about="new")
    assert _in_order(world) == [older.pk]


def _in_order(world) -> list[UUID]:
    page = world.link_worker.opens("partners:slips").content.decode()
    return [UUID(key) for key in re.findall(r'/slips/([0-9a-f-]{36})/"', page)]


def test_what_is_no_danger_hurries_nobody(world, case):
    happens(programmes.ProgrammePaused, case)
    assert set(SafetyNotice.objects.values_list("kind_slug", flat=True)) == {"client-to-trace"}


def test_a_case_that_closes_hurries_nobody_any_more(world, case):
    releases(world.caseworker, case)
    carry()
    world.caseworker.sends("referrals:close", case.pk, **drafted(ending="withdrew"))
    carry()
    assert not SafetyNotice.objects.filter(acknowledged_at=None).exists()


def test_a_restricted_person_hurries_nobody_to_trace(world, case):
    Case.objects.update(is_restricted=True)
    happens(programmes.ConcernRaised, case)
    assert not SafetyNotice.objects.filter(kind_slug__startswith="sooner-").exists()
    with as_system("courier"):
        assert standing_of(case.client_id) == []


def test_a_slip_that_came_with_the_referral_is_read_sooner_and_filed_it_is_told_what_holds(world):
    case = taken_on(world, sends_both(world))
    releases(world.caseworker, case, police_told="no")
    carry()
    slip = Slip.objects.get()
    notice = SafetyNotice.objects.get(kind_slug="sooner-slip-release-recorded")
    assert notice.subject_id == slip.pk
    page = world.link_worker.opens("partners:slips").content.decode()
    assert "leaves custody" in page
    assert ">Danger was heard: file these first</h2>" in page
    assert "Today" in page
    assert "Danger was heard: file these first" in page
    assert "Slips that nobody has filed" not in page, "none waits but this one"
    page = world.second_link_worker.opens("partners:slip", slip.pk).content.decode()
    assert "a slip that came with them is unread" in page
    world.link_worker.sends("partners:file", slip.pk, about="new")
    carry()
    notice.refresh_from_db()
    assert notice.acknowledged_by == world.link_worker.worker
    told = {news.kind_slug: news for news in News.objects.all()}
    assert set(told) == {"client-referred", "danger-from-before"}
    assert kinds(told["danger-from-before"]) == ["client-taken-on", "release-recorded"]


def test_once_filed_what_happens_is_told_though_nobody_is_linked_and_not_again_when_linked(world):
    referral = sends_both(world)
    world.link_worker.sends("partners:file", Slip.objects.get().pk, about="new")
    case = taken_on(world, referral)
    assert tracing_of(case).state == "waits", "the start gate goes by links"
    happens(programmes.ProgrammePaused, case)
    told = set(News.objects.values_list("kind_slug", flat=True))
    assert told == {"client-referred", "client-taken-on", "programme-paused"}
    links_to(world.link_worker, Survivor.objects.get(), case)
    carry()
    assert set(News.objects.values_list("kind_slug", flat=True)) == told
    assert tracing_of(case).state == "linked"


def test_a_slip_set_aside_answers_its_notices(world):
    case = taken_on(world, sends_both(world))
    releases(world.caseworker, case)
    carry()
    world.link_worker.sends("partners:file", Slip.objects.get().pk, about="nothing", why="Sent twice.")
    carry()
    slips = SafetyNotice.objects.filter(kind_slug__in=["slip-sealed", "sooner-slip-release-recorded"])
    assert slips.count() == 2
    assert not slips.filter(acknowledged_at=None).exists()
    assert not News.objects.exists()


def test_two_survivors_are_each_caught_up_alone(world, case):
    """SAFETY: what the second is told comes from the person referred, and from nothing that the first has."""
    first, second = survivor_from(world), survivor_from(world)
    Survivor.objects.filter(pk=second.pk).update(name="Iwona Teasel")
    releases(world.caseworker, case)
    carry()
    links_to(world.link_worker, first, case)
    carry()
    links_to(world.link_worker, second, case)
    carry()
    mine, theirs = News.objects.get(survivor=first), News.objects.get(survivor=second)
    assert mine.earlier == theirs.earlier
    assert "Iwona" not in page_of(world.link_worker, mine)
    assert "Maren" not in page_of(world.link_worker, theirs)


def test_only_the_courier_may_ask(world, case):
    for person in world.one_of_each_role():
        with acting_as(make_hat(person.membership)):
            for asks in (standing_of, slips_waiting_with, supporters_of):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    asks(case.client_id)
