"""The rules before the number, the number only once they are read, and what came of it."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from chrysalis.audit.models import SafetyEntry
from interventions.events import SessionMissed
from partners.models import News, SafeContact, Slip, Survivor, SurvivorContact, Telling
from partners.rules.reaching import Standing, may_be_used, standing, without_numbers
from tests.partners.supported import call_of, happens, linked, rings, shows, wants
from tests.partners.test_survivors import learns
from tests.partners.told import survivor_from, tells


NUMBER = "07700 900777"


def test_the_number_is_not_in_the_first_page_and_is_in_the_second(world):
    survivor = survivor_from(world)
    rules = world.link_worker.opens("partners:reach", survivor.pk)
    assert NUMBER not in rules.content.decode()
    assert "900777" not in rules.content.decode()
    assert "One live call, and first make sure who is speaking" in rules.content.decode()
    assert not SafetyEntry.objects.filter(word="survivor.way_shown").exists()
    shown = shows(world.link_worker, survivor)
    assert NUMBER in shown.content.decode()
    entry = SafetyEntry.objects.get(word="survivor.way_shown")
    assert entry.subjects == [survivor.pk, call_of(survivor).pk]
    assert entry.worker_id == world.link_worker.worker.pk


def test_what_the_desk_wrote_is_read_first_until_somebody_has_learnt_the_rules(world):
    beside = "He checks the phone at night. If not there, 07700 900 778."
    tells(world.sergeant, anything_else=beside, address="")
    world.link_worker.sends("partners:file", Slip.objects.get().pk, about="new")
    survivor = Survivor.objects.get()
    page = world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    assert "Oldbury custody wrote: “He checks the phone at night. If not there, [a number].”" in page
    shown = shows(world.link_worker, survivor).content.decode()
    assert "He checks the phone at night. If not there, [a number].</" not in shown
    assert 'value="He checks the phone at night. If not there, [a number]."' in shown, "to be corrected"
    rings(world.link_worker, survivor, said="confirmed", code_phrase="Blue bicycle")
    confirmed = world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    assert "Oldbury custody wrote: “He checks the phone at night" in confirmed, (
        "pressing “It is safe” loses it"
    )
    assert "Not at all hours: nobody has asked yet on which days and hours it is safe" in confirmed
    assert "Blue bicycle" in confirmed
    as_offered = "He checks the phone at night. If not there, [a number]."
    rings(world.link_worker, survivor, said="confirmed", hours=as_offered)
    assert "Oldbury custody wrote" in world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    rings(world.link_worker, survivor, said="confirmed", hours="After ten, weekdays")
    learnt = world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    assert "Only on the days and at the hours below" in learnt
    assert "After ten, weekdays" in learnt
    assert "Blue bicycle" in learnt
    assert "He checks the phone" not in learnt
    tells(world.sergeant, anything_else=beside, address="", name="Iwona Teasel")
    world.link_worker.sends("partners:file", Slip.objects.latest("sealed_at").pk, about="new")
    survivor = Survivor.objects.get(name="Iwona Teasel")
    learns(world.link_worker, survivor, value=NUMBER, state="stated", stated_by="A sister")
    page = world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    assert "A sister said that it is safe" in page
    assert "Oldbury custody wrote: “He checks the phone at night" in page
    learns(world.link_worker, survivor, value=NUMBER, hours="Before three")
    after = world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    assert "Before three" in after
    assert "He checks the phone" not in after


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Ring +44 (0)7700 900-778 at 9.", "Ring [a number] at 9."),
        ("Flat 12, from 3.30 to 5", "Flat 12, from 3.30 to 5"),
        ("01632 960123 or 07700900456", "[a number] or [a number]"),
    ],
)
def test_what_was_told_is_read_without_its_numbers(told, read):
    assert without_numbers(told) == read


def test_no_page_that_is_opened_holds_it(world):
    survivor = survivor_from(world)
    for name in ("reach", "record_contact", "survivor", "engage", "record_way", "correct"):
        page = world.link_worker.opens(f"partners:{name}", survivor.pk).content.decode()
        assert NUMBER not in page, name
    assert world.link_worker.opens("partners:show_way", survivor.pk).status_code == 405


def test_a_service_elsewhere_is_shown_nothing(world):
    survivor = survivor_from(world)
    assert shows(world.link_worker, survivor).status_code == 200
    assert shows(world.link_worker_elsewhere, survivor).status_code == 404
    assert shows(world.partner_support_manager, survivor).status_code == 403
    assert shows(world.caseworker, survivor).status_code == 403
    assert SafetyEntry.objects.filter(word="survivor.way_shown", was_refused=False).count() == 1
    assert rings(world.link_worker_elsewhere, survivor).status_code == 404
    assert not SurvivorContact.objects.exists()


def test_the_phrases_and_who_else_may_answer_come_first(world):
    survivor = survivor_from(world)
    learns(
        world.link_worker,
        survivor,
        code_phrase="The library has your book",
        not_safe_phrase="We need no double glazing",
        who_else="The eldest child",
        if_another="Ask for Mrs Smith and ring off",
        if_dropped="They ring back",
        device="police",
    )
    page = world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    for rule in ("library has your book", "no double glazing", "eldest child", "Mrs Smith", "They ring back"):
        assert rule in page
    assert "Police hold this phone" in page
    assert "Withhold it" in page
    assert "Police hold this phone" in shows(world.link_worker, survivor).content.decode()


def test_an_unsafe_way_is_never_shown(world):
    survivor = survivor_from(world)
    learns(world.link_worker, survivor, state="unsafe")
    page = world.link_worker.opens("partners:reach", survivor.pk).content.decode()
    assert "I have read this" not in page
    assert "Ask the police, or whoever told of them" in page
    refused = shows(world.link_worker, survivor)
    assert refused.status_code == 302
    assert "not to be used" in world.link_worker.get(refused.headers["Location"]).content.decode()
    assert not SafetyEntry.objects.filter(word="survivor.way_shown").exists()
    address = SafeContact.objects.get(channel="post")
    assert world.link_worker.sends("partners:show_way", survivor.pk, way=address.pk).status_code == 302
    assert world.link_worker.sends("partners:show_way", survivor.pk, way="nonsense").status_code == 302


def test_what_came_of_it_is_kept_and_stands_on_the_page(world):
    survivor = survivor_from(world)
    assert rings(world.link_worker, survivor, account="Would rather be rung after nine.").status_code == 302
    page = world.link_worker.opens("partners:survivor", survivor.pk).content.decode()
    assert "Telephone call: spoke with them" in page
    assert "rung after nine" in page
    assert SafetyEntry.objects.filter(word="survivor.contacted").exists()


def test_a_mistake_in_what_came_of_it_leaves_the_number_and_its_rules_on_the_page(world):
    survivor = survivor_from(world)
    shows(world.link_worker, survivor)
    typed = {"outcome": "", "account": "They were at work.", "read": "yes", "draft_form": "survivor-contact"}
    page = rings(world.link_worker, survivor, **typed).content.decode()
    assert "Choose what came of it" in page
    assert "They were at work." in page
    assert "Oldbury custody wrote: “Asks to be rung after the school run.”" in page
    assert "One live call" in page
    assert NUMBER in page
    assert SafetyEntry.objects.filter(word="survivor.way_shown").count() == 2
    key, subject = str(uuid.uuid4()), survivor.pk
    world.link_worker.sends(
        "drafts:save", **typed, draft=key, draft_subject=subject, way=call_of(survivor).pk
    )
    kept = world.link_worker.get(f"/survivors/{subject}/reach/record/?draft={key}").content.decode()
    assert "They were at work." in kept
    assert "One live call" in kept
    assert NUMBER not in kept, "a page that is only opened holds no number"
    assert "Read the rules again" in kept
    rings(world.link_worker, survivor, outcome="someone_else")
    frozen = rings(world.link_worker, survivor, **typed).content.decode()
    assert NUMBER not in frozen


def test_bad_input_keeps_what_was_typed(world):
    survivor = survivor_from(world)
    page = rings(world.link_worker, survivor, outcome="", account="They were at work.").content.decode()
    assert "Choose what came of it" in page
    assert "They were at work." in page
    later = timezone.localtime(timezone.now() + dt.timedelta(days=2))
    page = rings(world.link_worker, survivor, made_at=f"{later:%d/%m/%Y %H:%M}").content.decode()
    assert "must be in the past" in page
    assert not SurvivorContact.objects.exists()


def test_pressed_twice_it_is_one_contact(world):
    survivor, key = survivor_from(world), str(uuid.uuid4())
    rings(world.link_worker, survivor, draft=key)
    rings(world.link_worker, survivor, draft=key)
    assert SurvivorContact.objects.count() == 1


@pytest.mark.parametrize("outcome", ["someone_else", "not_safe_now", "not_theirs"])
def test_when_another_person_answers_the_way_freezes(world, outcome):
    survivor = survivor_from(world)
    learns(world.link_worker, survivor, voicemail="on", code_phrase="Blue bicycle")
    rings(world.link_worker, survivor, outcome=outcome)
    frozen = call_of(survivor)
    assert (frozen.state, frozen.voicemail, frozen.code_phrase) == ("unsafe", False, "Blue bicycle")
    assert shows(world.link_worker, survivor).status_code == 302
    assert "Confirmed safe" not in world.link_worker.opens("partners:reach", survivor.pk).content.decode()


@pytest.mark.parametrize("outcome", ["no_answer", "message", "dropped"])
def test_when_nobody_answers_it_does_not(world, outcome):
    survivor = survivor_from(world)
    rings(world.link_worker, survivor, outcome=outcome)
    assert call_of(survivor).state == "stated"
    assert shows(world.link_worker, survivor).status_code == 200


def test_only_the_survivor_confirms_and_not_for_ever(world):
    survivor = survivor_from(world)
    refused = rings(world.link_worker, survivor, outcome="no_answer", said="confirmed").content.decode()
    assert "Only the survivor can say that it is safe" in refused
    assert call_of(survivor).state == "stated"
    rings(world.link_worker, survivor, said="confirmed")
    confirmed = call_of(survivor)
    assert confirmed.state == "confirmed"
    assert confirmed.expires_on == timezone.localdate() + dt.timedelta(days=28)
    rings(world.link_worker, survivor, said="unsafe")
    assert call_of(survivor).state == "unsafe"


def test_what_waits_is_told_in_the_same_breath(world):
    case, survivor = linked(world)
    happens(SessionMissed, case, session_on=timezone.localdate())
    news = News.objects.get()
    assert "missed a session" in shows(world.link_worker, survivor).content.decode()
    refused = rings(world.link_worker, survivor, outcome="no_answer", told=[news.pk]).content.decode()
    assert "only somebody with whom you spoke" in refused
    assert not Telling.objects.exists()
    rings(world.link_worker, survivor, told=[news.pk])
    told = Telling.objects.get()
    assert (told.news, told.was_told, told.channel) == (news, True, "call")


def test_that_they_came_to_us_needs_no_way(world):
    survivor = survivor_from(world)
    rings(world.link_worker, survivor, way="another", account="Came to the open door.")
    made = SurvivorContact.objects.get()
    assert (made.way, made.channel) == (None, "theirs")


def test_what_they_want_is_added_and_never_overwritten(world):
    survivor = survivor_from(world)
    assert "Enter which service" in wants(world.link_worker, survivor, "supported_elsewhere").content.decode()
    wants(world.link_worker, survivor, "updates_only")
    wants(world.second_link_worker, survivor, "no_contact_wanted", reason="Asked to be left in peace.")
    assert survivor.engagements.count() == 2
    survivor.refresh_from_db()
    assert (survivor.tier, survivor.version) == ("no_contact_wanted", 1)
    page = world.link_worker.opens("partners:survivor", survivor.pk).content.decode()
    assert page.index("no contact wanted") < page.index("updates only")
    assert wants(world.link_worker_elsewhere, survivor, "full_support").status_code == 404


DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("state", "expires_on", "found", "by_call", "by_text"),
    [
        ("confirmed", DAY, Standing.CONFIRMED, True, True),
        ("confirmed", DAY - dt.timedelta(days=1), Standing.ASK_AGAIN, True, False),
        ("stated", None, Standing.STATED, True, False),
        ("unsafe", None, Standing.UNSAFE, False, False),
    ],
)
def test_what_nobody_confirmed_lately_allows_a_live_call_and_nothing_left_lying(
    state, expires_on, found, by_call, by_text
):
    assert standing(state, expires_on, on=DAY) is found
    assert may_be_used(found, "call") is by_call
    assert may_be_used(found, "text") is by_text
    assert may_be_used(found, "post") is by_text
