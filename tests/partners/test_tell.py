"""What happens to the person referred reaches the link worker by its hour, and is told or not, and why."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.audit.models import SafetyEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.events.announcing import announce
from chrysalis.notices.models import ChangeNotice, OpeningHours, SafetyNotice
from chrysalis.working_days import in_london
from interventions import events as programmes
from partners import notices
from partners.actions.news import hours_for
from partners.definers import Supporter
from partners.models import ClientLink, News, Slip, SupportTimes, Survivor, Telling
from partners.rules.telling import Asks, asks
from referrals import events as cases
from tests.partners.supported import answers, at_london, happens, linked, links_to, shows, wants
from tests.partners.test_link import _case, links
from tests.partners.test_receiving import sends_both
from tests.partners.test_survivors import learns, records
from tests.partners.told import survivor_from


TODAY = dt.date(2026, 11, 23)
HEARD = [
    (programmes.ProgrammeBooked, {"starts_on": TODAY}, notices.BOOKED),
    (programmes.PlaceGivenBack, {}, notices.NOT_BEGUN),
    (programmes.StartOverridden, {}, notices.OVERRIDDEN),
    (programmes.ProgrammeStarted, {}, notices.STARTED),
    (programmes.SessionCancelled, {"session_on": TODAY}, notices.CANCELLED),
    (programmes.SessionCut, {"session_on": TODAY}, notices.CUT),
    (programmes.SessionMissed, {"session_on": TODAY}, notices.MISSED),
    (programmes.SessionCorrected, {"session_on": TODAY}, notices.CORRECTED),
    (programmes.ProgrammePaused, {}, notices.PAUSED),
    (programmes.ProgrammeResumed, {}, notices.RESUMED),
    (programmes.ProgrammeEnded, {"ending": programmes.Ending.COMPLETED}, notices.COMPLETED),
    (programmes.ProgrammeEnded, {"ending": programmes.Ending.WITHDREW}, notices.ENDED),
    (
        programmes.ProgrammeEnded,
        {"ending": programmes.Ending.HANDED_OVER, "was_booked": True},
        notices.NOT_BEGUN,
    ),
    (programmes.ConcernRaised, {}, notices.CONCERN),
    (cases.CaseHandedOver, {"from_agency_id": None}, notices.HANDED_OVER),
    (cases.CaseClosed, {}, notices.CLOSED),
    (cases.GradeSet, {"level": cases.Level.HIGH, "is_raised": True}, notices.RISK_UP),
    (
        cases.ReleaseRecorded,
        {"released_at": dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), "were_told": cases.WereTold.NO},
        notices.RELEASED,
    ),
]


@pytest.mark.parametrize(("event", "about", "kind"), HEARD, ids=[kind.slug for _, _, kind in HEARD])
def test_each_thing_that_happens_is_told_to_the_link_worker_and_to_nobody_else(world, event, about, kind):
    case, survivor = linked(world)
    if "from_agency_id" in about:
        about = {"from_agency_id": case.provider_agency_id}
    before = ChangeNotice.objects.count()
    happens(event, case, **about)
    news, notice = News.objects.get(), SafetyNotice.objects.get()
    assert (news.survivor, news.kind_slug) == (survivor, kind.slug)
    assert (notice.kind_slug, notice.subject_id, notice.worker) == (
        kind.slug,
        news.pk,
        world.link_worker.worker,
    )
    assert (notice.due_at, ChangeNotice.objects.count()) == (news.due_at, before)
    page = world.link_worker.opens("notices:notice", notice.pk).content.decode()
    assert kind.title in page
    assert "Maren" not in page
    assert ">Acknowledge<" not in page
    told = world.link_worker.opens("partners:tell", news.pk).content.decode()
    assert kind.may_tell in told.replace("&#x27;", "'")
    assert kind.title in world.link_worker.opens("partners:to_tell").content.decode()
    elsewhere = world.link_worker_elsewhere
    assert elsewhere.opens("partners:tell", news.pk).status_code == 404
    assert "Nothing waits to be told" in elsewhere.opens("partners:to_tell").content.decode()


def test_told_by_a_way_that_is_marked_unsafe_says_how_that_was_safe(world):
    case, survivor = linked(world)
    learns(world.link_worker, survivor, state="unsafe")
    happens(programmes.ProgrammePaused, case)
    news = News.objects.get(kind_slug="programme-paused")
    refused = answers(world.link_worker, news, "told", channel="call")
    assert "This way is marked unsafe" in refused.content.decode()
    assert not Telling.objects.exists()
    assert answers(world.link_worker, news, "told", channel="in_person").status_code == 302
    happens(programmes.ProgrammeResumed, case)
    news = News.objects.get(kind_slug="programme-resumed")
    said = "They rang from a friend's telephone."
    assert answers(world.link_worker, news, "told", channel="call", words=said).status_code == 302


@pytest.mark.parametrize(("minutes", "by_then"), [(20, True), (-20, False), (60 * 24 * 9, False)])
def test_of_a_release_they_are_told_before_it_also_while_the_office_is_shut(world, minutes, by_then):
    """One hour of the office is what it may take; of a release in twenty minutes there is no hour."""
    case, _ = linked(world)
    when = timezone.now() + dt.timedelta(minutes=minutes)
    happens(cases.ReleaseRecorded, case, released_at=when, were_told=cases.WereTold.NOT_KNOWN)
    news = News.objects.get(kind_slug="release-recorded")
    assert (news.due_at == when) == by_then
    assert SafetyNotice.objects.get(subject_id=news.pk).due_at == news.due_at


def test_the_days_and_words_that_may_be_told_stand_on_the_page_and_nothing_more(world):
    case, _ = linked(world)
    happens(programmes.ProgrammeBooked, case, starts_on=TODAY)
    page = world.link_worker.opens("partners:tell", News.objects.get().pk).content.decode()
    assert "23 November 2026" in page
    assert "Never where or at what hour" in page
    assert case.reference not in page


def test_a_grade_that_is_not_more_than_before_is_no_news(world):
    case, _ = linked(world)
    happens(cases.GradeSet, case, level=cases.Level.HIGH, is_raised=False)
    assert not News.objects.exists()
    happens(cases.GradeSet, case, level=cases.Level.HIGH, is_raised=True)
    assert News.objects.exists()


def test_told_answers_the_notice_and_leaves_the_list(world):
    case, survivor = linked(world)
    happens(programmes.ProgrammePaused, case)
    news = News.objects.get()
    assert "Choose how they were told" in answers(world.link_worker, news, "told").content.decode()
    assert not Telling.objects.exists()
    answers(world.link_worker, news, "told", channel="call", words="Was glad to know.")
    assert SafetyNotice.objects.get().acknowledged_by == world.link_worker.worker
    assert "Nothing waits to be told" in world.link_worker.opens("partners:to_tell").content.decode()
    page = world.link_worker.opens("partners:survivor", survivor.pk).content.decode()
    assert "is paused" in page
    assert "Was glad to know." in page
    assert SafetyEntry.objects.get(word="survivor.told").subjects == [survivor.pk, news.pk]
    answered = world.link_worker.opens("partners:tell", news.pk).content.decode()
    assert "Told: Telephone call" in answered
    assert "Was glad to know." in answered


def test_somebody_whom_nobody_knows_how_to_reach_is_shown_so(world):
    case = _case(world)
    records(world.link_worker)
    survivor = Survivor.objects.get()
    links_to(world.link_worker, survivor, case)
    happens(programmes.ProgrammePaused, case)
    news = News.objects.get(kind_slug="programme-paused")
    assert (
        "No way to reach them is known" in world.link_worker.opens("partners:tell", news.pk).content.decode()
    )
    assert "No way is known" in world.link_worker.opens("partners:reach", survivor.pk).content.decode()


def test_not_told_takes_a_reason_and_a_colleague_may_answer(world):
    case, _ = linked(world)
    happens(programmes.ProgrammePaused, case)
    news = News.objects.get()
    assert answers(world.second_link_worker, news, "").status_code == 200
    answers(world.second_link_worker, news, "known")
    assert Telling.objects.get().why_not == "known"
    carry()
    assert SafetyNotice.objects.get().acknowledged_by == world.second_link_worker.worker
    late = answers(world.link_worker, news, "told", channel="call", words="They wept.").content.decode()
    assert "a moment ago" in late
    assert "They wept." in late
    assert "Not told: They knew already" in late
    assert Telling.objects.count() == 1
    page = world.link_worker.opens("partners:tell", news.pk).content.decode()
    assert "Not told: They knew already" in page


def test_several_of_a_kind_are_not_waved_away_at_once_either(world):
    case, _ = linked(world)
    happens(programmes.ProgrammePaused, case)
    page = world.link_worker.opens("notices:notices", kind="programme-paused").content.decode()
    assert "is paused" in page
    assert "Acknowledge all shown" not in page


def test_a_notice_of_this_kind_is_not_waved_away(world):
    case, _ = linked(world)
    happens(programmes.SessionCut, case, session_on=TODAY)
    notice = SafetyNotice.objects.get()
    world.link_worker.sends("notices:acknowledge", key=notice.pk)
    notice.refresh_from_db()
    assert notice.acknowledged_at is None
    answers(world.link_worker, News.objects.get(), "known")
    notice.refresh_from_db()
    assert notice.acknowledged_at is not None


@pytest.mark.parametrize("why", ["not_reached", "unsafe_now"])
def test_who_could_not_be_told_now_is_still_to_be_told(world, why):
    """SAFETY: else the first call that nobody picked up would be the end of it."""
    case, _ = linked(world)
    happens(programmes.SessionCut, case, session_on=TODAY)
    news = News.objects.get()
    for person in (world.link_worker, world.second_link_worker):
        answers(person, news, why, words="Nobody picked up.")
        carry()
    assert str(news.pk) in world.link_worker.opens("partners:to_tell").content.decode()
    assert SafetyNotice.objects.get().acknowledged_at is None
    page = world.link_worker.opens("partners:tell", news.pk).content.decode()
    assert page.count("Tried: ") == 2
    assert page.count("Nobody picked up.") == 2
    carry(clock=lambda: timezone.now() + dt.timedelta(days=3))
    assert SafetyNotice.objects.filter(role_slug="partner-support-manager").exists()
    answers(world.link_worker, news, "told", channel="in_person")
    assert str(news.pk) not in world.link_worker.opens("partners:to_tell").content.decode()
    assert SafetyNotice.objects.get(role_slug="link-worker").acknowledged_at is not None
    assert Telling.objects.filter(is_end=True).get().was_told


@pytest.mark.parametrize(
    ("is_certain", "said"), [(True, "The hour is known"), (False, "Expected, not certain")]
)
def test_of_a_release_the_hour_is_told_and_how_certain_it_is(world, is_certain, said):
    case, _ = linked(world)
    when = at_london(f"{TODAY + dt.timedelta(days=1)} 09:15")
    happens(cases.ReleaseRecorded, case, released_at=when, were_told=cases.WereTold.NO, is_certain=is_certain)
    page = world.link_worker.opens("partners:tell", News.objects.get().pk).content.decode()
    assert "at 09:15" in page
    assert said in page


def test_whom_it_is_never_safe_to_contact_is_not_tried_again(world):
    case, survivor = linked(world)
    wants(world.link_worker, survivor, "unsafe_to_contact")
    happens(programmes.SessionCut, case, session_on=TODAY)
    answers(world.link_worker, News.objects.get(), "unsafe_now")
    assert Telling.objects.get().is_end


def test_what_nobody_answers_climbs_to_the_manager_who_reads_no_survivor(world):
    case, survivor = linked(world)
    haven = survivor.support_agency
    OpeningHours.objects.create(agency=haven, has_cover=True)
    happens(programmes.ConcernRaised, case)
    carry(clock=lambda: timezone.now() + dt.timedelta(hours=2))
    manager = world.partner_support_manager
    climbed = SafetyNotice.objects.get(role_slug="partner-support-manager")
    page = manager.opens("notices:notice", climbed.pk).content.decode()
    assert "fears for somebody" in page
    assert "You cannot open" in page
    assert manager.opens("partners:tell", climbed.subject_id).status_code == 403
    answers(world.link_worker, News.objects.get(), "told", channel="call")
    carry()
    climbed.refresh_from_db()
    assert climbed.acknowledged_by == world.link_worker.worker


def test_two_survivors_of_one_person_are_told_apart(world):
    """SAFETY: neither page, nor either list of what was done, may hint that the other is there."""
    case, first = linked(world)
    second = survivor_from(world)
    second.name = "Iwona Teasel"
    second.link_worker = world.second_link_worker.worker
    second.save()
    links_to(world.second_link_worker, second, case)
    happens(programmes.ProgrammePaused, case)
    paused = News.objects.filter(kind_slug="programme-paused")
    mine, theirs = paused.get(survivor=first), paused.get(survivor=second)
    assert SafetyNotice.objects.get(subject_id=mine.pk).worker == world.link_worker.worker
    assert SafetyNotice.objects.get(subject_id=theirs.pk).worker == world.second_link_worker.worker
    for person, news, survivor, other in (
        (world.link_worker, mine, first, second),
        (world.second_link_worker, theirs, second, first),
    ):
        answers(person, news, "told", channel="call")
        for name, key in (("tell", news.pk), ("survivor", survivor.pk), ("reach", survivor.pk)):
            page = person.opens(f"partners:{name}", key).content.decode()
            assert other.name not in page
            assert str(other.pk) not in page


def test_whoever_wants_no_contact_is_left_in_peace_unless_there_is_danger(world):
    case, survivor = linked(world)
    wants(world.link_worker, survivor, "no_contact_wanted")
    happens(programmes.ProgrammePaused, case)
    happens(programmes.ConcernRaised, case)
    calm, danger = (
        News.objects.get(kind_slug="programme-paused"),
        News.objects.get(kind_slug="concern-raised"),
    )
    page = world.link_worker.opens("partners:tell", calm.pk).content.decode()
    assert "there is nothing to pass on" in page
    assert "Contact them" not in page
    for name in ("survivor", "reach"):
        assert "danger to life" in world.link_worker.opens(f"partners:{name}", survivor.pk).content.decode()
    warned = world.link_worker.opens("partners:tell", danger.pk).content.decode()
    assert "danger to life" in warned
    assert "Contact them" in warned
    answers(world.link_worker, calm, "no_contact_wanted")
    assert Telling.objects.get().why_not == "no_contact_wanted"
    answers(world.link_worker, danger, "another_tells")
    happens(programmes.ProgrammeResumed, case)
    for page in (
        world.link_worker.opens("partners:survivor", survivor.pk),
        world.link_worker.opens("partners:reach", survivor.pk),
        shows(world.link_worker, survivor),
    ):
        assert "wants no contact: there is nothing to pass on" in page.content.decode()
    page = world.link_worker.opens("partners:survivor", survivor.pk).content.decode()
    assert "Nothing to pass on" in page
    assert "Contact them" not in page


def test_told_by_a_way_that_is_not_recorded_is_asked_about_and_the_manager_hears_of_it(world):
    case, _ = linked(world)
    happens(programmes.ProgrammePaused, case)
    news, manager = News.objects.get(), world.partner_support_manager
    assert "Yes, it was sent" not in world.link_worker.opens("partners:tell", news.pk).content.decode()
    asked = answers(world.link_worker, news, "told", channel="email").content.decode()
    assert "No safe way by e-mail is recorded. Was it really sent or said so?" in asked
    assert not Telling.objects.exists()
    assert answers(world.link_worker, news, "told", channel="email", really="on").status_code == 302
    carry()
    assert "by a way that nobody had called safe" in manager.opens("notices:notices").content.decode()
    happens(programmes.ProgrammeResumed, case)
    news = News.objects.get(kind_slug="programme-resumed")
    assert answers(world.link_worker, news, "told", channel="call").status_code == 302
    carry()
    assert SafetyNotice.objects.filter(kind_slug="told-by-no-safe-way").count() == 1


def test_of_two_people_linked_it_is_said_which_and_danger_comes_first(world):
    case, survivor = linked(world)
    other = _case(world)
    links_to_as(world.link_worker, survivor, other)
    carry()
    News.objects.all().delete()
    happens(programmes.ProgrammeBooked, case, starts_on=TODAY, lasts_days=70, given=programmes.Given.GROUP)
    happens(cases.IncidentRecorded, other, happened=cases.Happened.ARREST)
    ClientLink.objects.filter(client_id=other.client_id).update(client_name="Corbin Wainfleet")
    booked, arrest = (
        News.objects.get(kind_slug="programme-booked"),
        News.objects.get(kind_slug="client-incident"),
    )
    page = world.link_worker.opens("partners:tell", booked.pk).content.decode()
    for said in ("Darnell", "In a group", "About 1 February 2027"):
        assert said in page, said
    assert "Corbin" not in page
    assert "Corbin" in world.link_worker.opens("partners:tell", arrest.pk).content.decode()
    listed = world.link_worker.opens("partners:to_tell").content.decode()
    assert "It may be danger: tell these first" in listed
    assert listed.index("Something new was told") < listed.index("a day on which a programme begins")
    assert "Corbin" not in listed
    mine = world.link_worker.opens("partners:survivor", survivor.pk).content.decode()
    assert mine.index("Corbin Wainfleet. By") < mine.index("Darnell")


def links_to_as(person, survivor: Survivor, case) -> None:
    assert links(person, survivor, case.client_id).status_code == 302


def test_a_referral_is_news_to_whoever_was_told_of_beside_it_and_once(world):
    referral = sends_both(world)
    carry()
    assert not News.objects.exists(), "nobody has filed the slip yet"
    world.link_worker.sends("partners:file", Slip.objects.get().pk, about="new")
    carry()
    carry()
    news = News.objects.get()
    assert news.kind_slug == "client-referred"
    page = world.link_worker.opens("partners:tell", news.pk).content.decode()
    assert "Not by whom" in page
    facts = {"referral_id": referral.pk, "scheme_id": referral.scheme_id}
    _announces(cases.ReferralRefused(**facts, provider_agency_id=referral.provider_agency_id))
    assert News.objects.filter(kind_slug="client-refused", survivor=news.survivor).exists()


def test_that_it_was_accepted_is_news_to_whoever_was_told_of_beside_it_though_nobody_is_linked_yet(world):
    referral = sends_both(world)
    world.link_worker.sends("partners:file", Slip.objects.get().pk, about="new")
    world.caseworker.sends("referrals:accept", referral.pk)
    carry()
    carry()
    news = News.objects.get(kind_slug="client-taken-on")
    assert news.survivor == Survivor.objects.get()
    assert SafetyNotice.objects.filter(subject_id=news.pk).count() == 1


def _announces(event) -> None:
    announce(event, by=None, at=timezone.now())
    carry()


SOMEBODY = {"survivor_id": None, "worker_id": None}


@pytest.mark.parametrize(
    ("kind", "grade", "hours"),
    [
        (notices.PAUSED, "", 4),
        (notices.PAUSED, "standard", 8),
        (notices.PAUSED, "medium", 4),
        (notices.PAUSED, "high", 1),
        (notices.PAUSED, "very_high", 1),
        (notices.RELEASED, "standard", 1),
        (notices.CONCERN, "", 1),
        (notices.CUT, "standard", 1),
    ],
)
def test_by_when_goes_by_the_survivors_own_grade(world, kind, grade, hours):
    haven = world.link_worker.membership.agency_id
    assert hours_for(kind, Supporter(agency_id=haven, grade=grade, **SOMEBODY)) == hours


TIMES = {
    "at_once_hours": 2, "very_high_hours": 1, "high_hours": 2, "medium_hours": 6, "standard_hours": 20,
    "not_graded_hours": 9, "confirmed_for_days": 14, "tries_needed": 5, "hold_days": 20, "version": 1,
}  # fmt: skip


def test_the_manager_sets_the_hours_of_the_own_service_alone(world):
    manager = world.partner_support_manager
    assert 'value="28"' in manager.opens("partners:times").content.decode()
    assert (
        "must be a whole number from 1 to 8"
        in manager.sends("partners:times", **TIMES | {"at_once_hours": 9}).content.decode()
    )
    assert not SupportTimes.objects.exists()
    assert manager.sends("partners:times", **TIMES).status_code == 302
    haven, lantern = (
        Supporter(agency_id=person.membership.agency_id, **SOMEBODY)
        for person in (world.link_worker, world.link_worker_elsewhere)
    )
    assert (hours_for(notices.PAUSED, haven), hours_for(notices.PAUSED, lantern)) == (9, 4)
    clash = manager.sends("partners:times", **TIMES | {"high_hours": 5})
    assert clash.status_code == 409
    assert manager.sends("partners:times", **TIMES | {"high_hours": 5, "version": 2}).status_code == 302
    assert world.link_worker.opens("partners:times").status_code == 403


def test_the_hours_are_those_in_which_somebody_is_there(world):
    case, _ = linked(world)
    happens(programmes.ProgrammePaused, case)
    due = in_london(News.objects.get().due_at)
    assert due.weekday() < 5
    assert dt.time(9) <= due.time() <= dt.time(17)


@pytest.mark.parametrize(
    ("tier", "is_danger", "wanted"),
    [
        ("not_asked", False, Asks.TELL),
        ("full_support", False, Asks.TELL),
        ("updates_only", False, Asks.TELL),
        ("information_once", False, Asks.TELL_ONCE),
        ("no_contact_wanted", False, Asks.NOTHING),
        ("no_contact_wanted", True, Asks.TELL_DANGER),
        ("supported_elsewhere", True, Asks.NOT_BY_US),
        ("unsafe_to_contact", True, Asks.NOT_SAFE),
        ("not_identified", False, Asks.NOBODY),
    ],
)
def test_what_news_ask_goes_by_what_the_survivor_wants(tier, is_danger, wanted):
    assert asks(tier, is_danger=is_danger) is wanted
