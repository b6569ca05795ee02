"""Somebody asks for help themselves: on a phone, in their own words, in English or in Welsh."""

import datetime as dt
import hashlib
import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.models import Agency, Participation, Scheme
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from chrysalis.working_days import LONDON
from partners.models import Slip, SlipDetails
from referrals.actions import visiting
from referrals.forms.self_referral import CONFIDENTIALITY, PAGES
from referrals.models import (
    Case,
    PersonKey,
    Referral,
    ReferralStatus,
    Restriction,
    SelfReferralDetails,
    Visit,
)
from referrals.views.public_door import COOKIE
from tests.referrals.test_record_contact import records as tries
from tests.referrals.test_triage import text
from tests.world import agree_on_handovers


WREN = {
    "why": {"reasons": ["worried", "children"], "own_words": "I shouted, and threw a plate. I was ashamed."},
    "name": {"known_as": "Wren"},
    "born": {"date_of_birth_year": "1990"},
    "place": {"place": "Westfield"},
    "reach": {
        "ways": ["text"],
        "telephone": "07700 900321",
        "voicemail": "no",
        "may_say_who": "no",
        "answering": "nothing",
        "best_times": "weekdays after six",
    },
    "urgent": {},
    "children": {"children": "Two, 3 and 5"},
    "partner": {},
    "orders": {"bail": "not_sure"},
    "help": {"needs": ["evenings"], "heard_of": "radio"},
}


class Visitor:
    """A browser that belongs to nobody, at the door of a scheme."""

    def __init__(self, language="en", scheme="west"):
        self.browser, self.where = Browser(), [language, scheme]

    def address(self, name, *more):
        return reverse(f"referrals:{name}", args=[*self.where, *more])

    def opens(self, name, *more):
        return self.browser.get(self.address(name, *more))

    def sends(self, name, *more, **fields):
        return self.browser.post(self.address(name, *more), fields)

    def begins(self):
        assert self.sends("public_confidentiality").status_code == 302
        return self

    def writes(self, **pages):
        """Page after page, as `WREN` has them but for what is said otherwise."""
        for slug, fields in (WREN | pages).items():
            answer = self.sends("public_page", slug, **fields)
            assert answer.status_code == 302, f"{slug}: {text(answer)}"
        return self

    def asks_for_help(self, **pages):
        self.begins().writes(**pages)
        assert self.sends("public_check").headers["Location"] == self.address("public_sent")
        return self


@pytest.fixture
def visitor(world):
    return Visitor()


def test_somebody_asks_for_help_and_a_caseworker_reads_what_they_told(world, visitor):
    for name in ("public_start", "public_privacy", "public_confidentiality"):
        assert visitor.opens(name).status_code == 200
    visitor.asks_for_help()
    referral = Referral.objects.get()
    page = text(visitor.opens("public_sent"))
    assert referral.reference in page
    assert "The person themselves" in text(world.caseworker.opens("referrals:inbox"))

    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    for said in (
        "threw a plate",
        "Text message",
        "Say nothing and ring off",
        "weekdays after six",
        "Two, 3 and 5",
    ):
        assert said in page
    assert "Ask for information" not in page
    world.caseworker.sends("referrals:accept", referral.pk)
    referral.refresh_from_db()
    assert referral.state == "accepted"
    case = referral.case
    assert case.person_name == "Not known, Wren"
    assert case.client.telephone_is_safe == "no"  # a text message was chosen, and no call
    page = text(world.caseworker.opens("referrals:record_contact", case.pk))
    for said in ("Reaching them safely", "Say nothing and ring off", "weekdays after six"):
        assert said in page


def test_nobody_is_asked_by_way_of_a_sender_who_is_not_there(world, visitor):
    visitor.asks_for_help()
    referral = Referral.objects.get()
    assert not ReferralStatus.objects.exists()
    answer = world.caseworker.sends("referrals:ask", referral.pk, kind="identity", words="Where?")
    assert referral.sent_by is None
    referral.refresh_from_db()
    assert referral.state == "received", text(answer)
    for decision in ("refuse", "redirect"):
        page = text(world.caseworker.opens(f"referrals:{decision}", referral.pk))
        assert "Nobody is told of it from here: tell the person yourself" in page
        assert "The sender reads" not in page


def test_what_is_told_of_a_partner_goes_to_partner_support_and_nowhere_else(world, visitor):
    visitor.asks_for_help(
        partner={"never-draft-relationship": "ex_partner", "never-draft-name": "Merle Ashdown"}
    )
    referral, slip = Referral.objects.get(), Slip.objects.get()
    assert slip.came_with == referral.sent_as
    assert SlipDetails.objects.get().name == "Merle Ashdown"
    assert "Merle" not in text(world.caseworker.opens("referrals:referral", referral.pk))
    assert "The person referred" in text(world.link_worker.opens("partners:slips"))
    page = text(world.link_worker.opens("partners:slip", slip.pk))
    assert "Merle Ashdown" in page
    assert "asking for help themselves. Nobody has checked it." in page
    assert "Wren" in page


def test_whoever_tells_nothing_of_a_partner_seals_nothing(world, visitor):
    visitor.asks_for_help()
    assert not Slip.objects.exists()


def test_where_no_partner_support_is_there_nothing_is_asked(world, visitor):
    Participation.objects.filter(scheme__slug="west", part="partner_support").delete()
    visitor.begins()
    assert visitor.opens("public_page", "partner").status_code == 404
    assert visitor.sends("public_page", "children").headers["Location"] == visitor.address(
        "public_page", "orders"
    )


def test_known_and_unknown_are_answered_alike(world, visitor):
    """The same person twice, and somebody nobody knows: the same bytes but for the reference."""
    visitor.asks_for_help()
    known = Visitor().begins().writes()
    unknown = (
        Visitor()
        .begins()
        .writes(name={"known_as": "Tansy"}, reach=WREN["reach"] | {"telephone": "07700 900999"})
    )
    said = []
    for each in (known, unknown):
        each.sends("public_check")
        page = each.opens("public_sent")
        said.append((re.sub(rb"CHR-[\w-]+", b"", page.content), sorted(page.headers)))
    assert said[0] == said[1]
    assert Referral.objects.count() == 3


def test_only_something_to_call_them_and_one_safe_way_are_needed(visitor):
    visitor.begins()
    page = visitor.sends("public_check")
    assert page.status_code == 200
    assert "Before you can send this" in text(page)
    assert not Referral.objects.exists()
    assert "a nickname is enough" in text(visitor.sends("public_page", "name"))
    assert "Choose at least one safe way" in text(visitor.sends("public_page", "reach"))
    said = text(visitor.sends("public_page", "reach", ways=["ring", "email"], best_times="never on Sundays"))
    assert "Enter your telephone number" in said
    assert "Enter your e-mail address" in said
    assert (
        "never on Sundays"
        in visitor.sends(
            "public_page", "reach", ways=["ring"], best_times="never on Sundays"
        ).content.decode()
    )
    visitor.sends("public_page", "name", known_as="Wren")
    visitor.sends("public_page", "reach", ways=["post"], staying_at="1 Linden Row")
    assert visitor.sends("public_check").status_code == 302
    assert Referral.objects.get().given_names == "Wren"


def test_only_whoever_chose_a_call_may_be_rung(visitor):
    visitor.asks_for_help(reach=WREN["reach"] | {"ways": ["ring", "text"]})
    assert Referral.objects.get().telephone_is_safe == "yes"


def test_twenty_sendings_make_one_referral_and_show_one_page(visitor):
    visitor.begins().writes()
    answers = {visitor.sends("public_check").headers["Location"] for _ in range(20)}
    assert answers == {visitor.address("public_sent")}
    assert Referral.objects.count() == 1


def test_a_page_that_is_saved_late_brings_back_nothing_that_was_sent(visitor):
    """Two tabs: what was read in one before the other sent it is written down after."""
    visitor.begins().writes()
    scheme, now = Scheme.objects.get(slug="west"), timezone.now()
    code = visitor.browser.cookies[COOKIE].value
    visitor.sends("public_check")
    visiting.write(code, scheme, "why", {"own_words": ["Late."]}, at=now)
    visiting.ask_for_code(code, scheme, at=now)
    kept = visiting.find(code, scheme, at=now)
    assert kept.sent
    assert kept.pages == {}
    assert visitor.sends("public_check").headers["Location"] == visitor.address("public_sent")
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "field", "value"),
    [
        ("why", "own_words", "x" * 10_000),
        ("why", "own_words", "a\x00b"),
        ("name", "known_as", "🦋" * 401),
        ("reach", "email", "a" * 250 + "@service.example"),
        ("born", "date_of_birth_year", "-1"),
        ("orders", "employer", "1) UNION SELECT"),
        ("help", "heard_of", "../../etc/passwd"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_stays_on_the_page(visitor, page, field, value):
    visitor.begins()
    answer = visitor.sends("public_page", page, **(WREN[page] | {"ways": ["text"]} | {field: value}))
    assert answer.status_code == 200
    assert "There is a problem" in text(answer)


@pytest.mark.parametrize("name", ["李小龙", "علي\u202eقنق", "Ó’Brien–Ng", "🦋" * 400, "J" * 400])
def test_any_name_is_taken_as_it_is(world, visitor, name):
    visitor.asks_for_help(name={"known_as": name, "given_names": name, "family_name": name})
    referral = Referral.objects.get()
    assert (referral.given_names, referral.family_name, referral.known_as) == (name, name, name)
    assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 200


def test_a_body_that_is_too_big_and_a_thousand_fields_are_refused_in_words(visitor):
    visitor.begins()
    for told in ({"own_words": "x" * 10_000_000}, {f"f{number}": "1" for number in range(1_001)}):
        answer = visitor.sends("public_page", "why", **told)
        assert answer.status_code == 400
        assert "<h1" in text(answer)
    assert visitor.opens("public_page", "why").status_code == 200


def test_urgent_is_answered_at_once_and_due_the_same_or_the_next_working_day(world, visitor):
    visitor.begins().writes(urgent={})
    answer = visitor.sends("public_page", "urgent", urgent=["harm_self", "date"])
    assert answer.headers["Location"] == visitor.address("public_urgent")
    assert "Samaritans" in text(visitor.opens("public_urgent"))
    visitor.sends("public_check")
    soon = Referral.objects.get()
    Visitor().asks_for_help()
    usual = Referral.objects.exclude(pk=soon.pk).get()
    assert soon.first_contact_due_at < usual.first_contact_due_at
    assert "Cannot wait, they say" in text(world.caseworker.opens("referrals:referral", soon.pk))
    assert "Cannot wait" not in text(world.caseworker.opens("referrals:referral", usual.pk))
    assert text(world.caseworker.opens("referrals:inbox")).count("Cannot wait") == 1
    carry()
    told = ChangeNotice.objects.filter(agency=soon.provider_agency)
    first, then = told.get(subject_id=soon.pk), told.get(subject_id=usual.pk)
    assert (first.kind_slug, then.kind_slug) == ("urgent-referral-submitted", "referral-submitted")
    assert first.due_at < then.due_at


@pytest.mark.parametrize(
    ("hour", "said"), [(11, "reach you today, in the way you chose"), (19, "by Thursday 19 November")]
)
def test_whoever_cannot_wait_reads_by_when_they_hear_from_us(visitor, monkeypatch, hour, said):
    wednesday = dt.datetime(2026, 11, 18, hour, tzinfo=LONDON)
    monkeypatch.setattr(timezone, "now", lambda: wednesday)
    visitor.asks_for_help(urgent={"urgent": ["date"]})
    assert said in text(visitor.opens("public_sent"))


class TestTheWayInWelsh:
    def test_every_page_is_in_welsh(self, world):
        visitor = Visitor("cy")
        page = visitor.opens("public_start").content.decode()
        assert 'lang="cy"' in page
        assert "Ai dyma’r lle iawn i chi?" in page
        visitor.begins()
        assert "Rhaid" in text(visitor.sends("public_page", "born", date_of_birth_year="99")).title()
        visitor.writes()
        assert "Gwiriwch" in text(visitor.opens("public_check"))
        visitor.sends("public_check")
        assert SelfReferralDetails.objects.get().written_in == "cy"
        assert "Eich cyfeirnod yw" in text(visitor.opens("public_sent"))
        referral = Referral.objects.get()
        assert "Welsh" in text(world.caseworker.opens("referrals:referral", referral.pk))

    def test_what_was_written_stays_when_the_language_changes(self, visitor):
        visitor.begins().writes()
        visitor.where[0] = "cy"
        assert "threw a plate" in text(visitor.opens("public_check"))

    def test_there_is_no_door_in_a_language_or_a_scheme_that_is_not_there(self, visitor):
        for where in (["xx", "west"], ["en", "nowhere"]):
            visitor.where = where
            assert visitor.opens("public_start").status_code == 404


class TestWhatStays:
    def test_nothing_stays_on_the_device_but_a_key_that_goes_with_the_browser(self, visitor):
        visitor.begins().writes()
        cookies = visitor.browser.cookies
        assert set(cookies) <= {COOKIE, settings.CSRF_COOKIE_NAME}
        assert not any(morsel["max-age"] for morsel in cookies.values())
        assert cookies[COOKIE]["httponly"]
        assert "no-store" in visitor.opens("public_check").headers["Cache-Control"]

    def test_the_database_holds_nothing_that_could_be_read(self, visitor):
        visitor.begins().writes()
        kept = Visit.objects.get()
        key = visitor.browser.cookies[COOKIE].value
        assert b"plate" not in bytes(kept.sealed)
        assert key not in kept.digest
        assert kept.digest == hashlib.sha256(f"chrysalis visit {key}".encode()).hexdigest()

    def test_leaving_leaves_nothing(self, visitor):
        visitor.begins().writes()
        answer = visitor.opens("public_leave")
        assert answer.headers["Location"] == settings.LEAVE_TO
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not visitor.browser.cookies[COOKIE].value
        assert not Visit.objects.exists()
        assert visitor.opens("public_check").headers["Location"] == visitor.address("public_start")

    def test_a_link_on_somebody_elses_page_ends_no_visit(self, visitor):
        visitor.begins()
        visitor.browser.get(visitor.address("public_leave"), headers={"sec-fetch-site": "cross-site"})
        assert Visit.objects.exists()
        assert visitor.opens("public_check").status_code == 200

    def test_somebody_comes_back_by_a_code_and_only_if_they_asked_for_one(self, visitor):
        visitor.begins().writes()
        assert "Give me a code" in text(visitor.opens("public_later"))
        code = re.search(r"\w{4}-\w{4}-\w{4}-\w{4}", text(visitor.sends("public_later")))[0]
        visitor.opens("public_leave")
        later = Visitor()
        assert later.opens("public_check").status_code == 302
        wrong = "0" + code[1:] if code[0] != "0" else "1" + code[1:]
        for typed in (wrong, "nonsense"):
            assert "We cannot find anything under this code" in text(later.sends("public_back", code=typed))
        assert later.sends("public_back", code=f" {code.lower()} ").status_code == 302
        assert "threw a plate" in text(later.opens("public_check"))
        later.sends("public_check")
        assert Referral.objects.count() == 1

    def test_whoever_stopped_halfway_is_led_to_where_they_stopped(self, visitor):
        def led_to() -> list[str]:
            page = visitor.opens("public_check").content.decode()
            return re.findall(r'href="([^"]+)">Go on where you stopped', page)

        visitor.begins()
        assert led_to() == [visitor.address("public_page", "why")]
        visitor.sends("public_page", "name", known_as="Wren")
        assert led_to() == [visitor.address("public_page", "born")]
        visitor.sends("public_page", "urgent", to="later")  # left as it came
        assert led_to() == [visitor.address("public_page", "urgent")]
        visitor.writes()
        assert led_to() == []

    def test_a_key_of_one_scheme_opens_nothing_in_another(self, visitor):
        visitor.begins().writes()
        visitor.where[1] = "east"
        assert visitor.opens("public_check").headers["Location"] == visitor.address("public_start")

    def test_what_is_not_sent_is_swept(self, visitor):
        visitor.begins().writes()
        scheme, now = Scheme.objects.get(slug="west"), timezone.now()
        code = visitor.browser.cookies[COOKIE].value
        assert visiting.find(code, scheme, at=now)
        visiting.sweep()
        assert Visit.objects.exists()
        late = now - dt.timedelta(hours=settings.VISIT_HOURS + 1)
        visiting.keep(code, visiting.find(code, scheme, at=now), scheme, at=late)
        assert visiting.find(code, scheme, at=now) is None
        visiting.sweep()
        assert not Visit.objects.exists()

    def test_once_sent_what_was_written_is_with_the_service_alone(self, visitor):
        visitor.asks_for_help()
        scheme = Scheme.objects.get(slug="west")
        kept = visiting.find(visitor.browser.cookies[COOKIE].value, scheme, at=timezone.now())
        assert kept.pages == {}
        assert visitor.opens("public_page", "why").headers["Location"] == visitor.address("public_sent")


class TestWhereTheyWork:
    def test_somebody_close_to_an_agency_is_hidden_from_the_first_moment(self, world, visitor):
        council = Agency.objects.get(slug="westfield-council")
        visitor.asks_for_help(orders={"agency_link": "yes", "employer": str(council.pk)})
        referral = Referral.objects.get()
        assert referral.is_restricted
        assert referral.employer == council
        assert Restriction.objects.get().by is None
        assert PersonKey.objects.filter(is_restricted=True).exists()
        assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 404
        page = text(world.safeguarding_lead.opens("referrals:restrictions"))
        assert referral.reference in page
        restriction = Restriction.objects.get()
        assert world.safeguarding_lead.opens("referrals:restriction", restriction.pk).status_code == 200

    def test_of_one_who_cannot_wait_the_lead_alone_is_told_as_urgently(self, world, visitor):
        council = Agency.objects.get(slug="westfield-council")
        close = {"agency_link": "yes", "employer": str(council.pk)}
        visitor.asks_for_help(orders=close, urgent={"urgent": ["harm_other"]})
        Visitor().asks_for_help(orders=close)
        carry()
        soon, usual = ChangeNotice.objects.order_by("due_at")
        assert soon.kind_slug == "urgent-restricted-referral-submitted"
        assert usual.kind_slug == "restricted-referral-submitted"
        assert soon.due_at < usual.due_at
        title = "whoever asks for help says that it cannot wait"
        assert title in text(world.safeguarding_lead.opens("notices:notices"))
        assert title not in text(world.caseworker.opens("notices:notices"))

    def test_no_service_that_supports_whoever_was_harmed_is_named(self, visitor):
        """SAFETY: somebody who looks for a partner who left learns here of no door to wait at."""
        supports = Agency.objects.filter(
            kinds=[Agency.Kind.VICTIM_SERVICE], participations__scheme__slug="west"
        )
        visitor.begins()
        offered = text(visitor.opens("public_page", "orders"))
        assert Agency.objects.get(slug="westfield-council").name in offered
        assert supports.exists()
        assert not any(each.name in offered for each in supports)

    def test_whose_employer_is_the_front_door_goes_elsewhere_or_is_asked_to_ring(self, world, visitor):
        scheme = Scheme.objects.get(slug="west")
        told = {"agency_link": "yes", "employer": str(scheme.front_door_id)}
        Participation.objects.filter(scheme=scheme, part="provider").exclude(
            agency=scheme.front_door
        ).delete()
        visitor.begins().writes(orders=told)
        page = text(visitor.sends("public_check"))
        assert "Please ring" in page
        assert not Referral.objects.exists()
        other = Agency.objects.get(slug="westfield-council")
        Participation.objects.create(scheme=scheme, agency=other, part="provider")
        visitor.sends("public_check")
        assert Referral.objects.get().provider_agency == other


def test_the_text_that_was_agreed_to_is_the_one_of_that_version(visitor):
    """Changing the text makes a new version: somebody agreed to these words, and not to others."""
    page = visitor.opens("public_confidentiality").content.decode()
    words = unescape(re.sub(r"<[^>]+>", " ", page[page.index("<h1") : page.index("<form")]))
    found = hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:12]
    assert {CONFIDENTIALITY: found} == {"2026-11-22": "c15af89be7dd"}


def test_pages_say_nothing_of_why_somebody_is_here(visitor):
    Scheme.objects.update(minimum_age=10)
    visitor.begins().writes(born={"date_of_birth_year": str(timezone.localdate().year - 13)})
    for page in PAGES:
        answer = visitor.opens("public_page", page.slug).content.decode()
        assert "<title>Get in touch – Chrysalis</title>" in " ".join(answer.split()), page.slug


def test_a_page_in_a_language_from_right_to_left_says_so(visitor, monkeypatch):
    assert 'dir="rtl"' not in text(visitor.opens("public_start"))
    monkeypatch.setattr("referrals.views.public_door.translation.get_language_bidi", lambda: True)
    assert 'dir="rtl"' in text(visitor.opens("public_start"))


def test_what_is_typed_stays_when_the_language_changes_or_somebody_comes_back_later(visitor):
    visitor.begins()
    answer = visitor.sends("public_page", "why", own_words="Not finished", to="cy")
    assert answer.headers["Location"].startswith("/get-in-touch/cy/west/")
    visitor.where[0] = "cy"
    assert "Not finished" in text(visitor.opens("public_page", "why"))
    visitor.where[0] = "en"
    answer = visitor.sends("public_page", "reach", telephone="12", best_times="after six", to="later")
    later = text(visitor.browser.get(answer.headers["Location"]))
    assert visitor.address("public_page", "reach") in later
    page = text(visitor.opens("public_page", "reach"))
    assert "after six" in page
    assert "There is a problem" not in page  # nobody is told off for what is not finished


def test_a_number_that_cannot_be_rung_and_answers_that_cannot_both_be_meant(visitor):
    visitor.begins()
    told = {"ways": ["ring"], "may_say_who": "no", "answering": "say"}
    for number in ("12", "07700", "ring me"):
        page = text(visitor.sends("public_page", "reach", **told, telephone=number))
        assert "Enter a telephone number with all its digits" in page
        assert "You asked us not to say who is calling" in page


def test_whoever_changes_an_answer_comes_back_to_the_check(visitor):
    visitor.begins().writes()
    check = visitor.address("public_check")
    changed = visitor.browser.post(f"{visitor.address('public_page', 'place')}?check", {"place": "Dudley"})
    assert changed.headers["Location"] == check
    urgent = visitor.browser.post(f"{visitor.address('public_page', 'urgent')}?check", {"urgent": ["child"]})
    assert check in text(visitor.browser.get(urgent.headers["Location"]))
    assert "May we leave a voicemail?" in text(visitor.opens("public_check"))


def test_what_somebody_said_of_being_reached_stands_on_the_case_and_goes_along(world, visitor):
    agree_on_handovers()
    visitor.asks_for_help(urgent={"urgent": ["harm_other"]})
    assert "Says: I am worried that I may hurt somebody" in text(world.caseworker.opens("referrals:inbox"))
    referral = Referral.objects.get()
    world.caseworker.sends("referrals:accept", referral.pk)
    page = text(world.caseworker.opens("referrals:case", referral.case.pk))
    for said in ("Said when asking for help", "I may hurt somebody", "Say nothing and ring off"):
        assert said in page
    # A letter was not allowed, and leaves no voicemail; tried in vain, it is tried again the same day.
    tried = {"channel": "letter", "outcome": "voicemail", "account": "Posted before anybody looked."}
    refused = text(tries(world.caseworker, referral.case, **tried))
    assert "This cannot come of getting in touch that way" in refused
    assert "They allowed text message, and not this" in refused
    assert "I may hurt somebody" in refused
    assert (
        tries(world.caseworker, referral.case, **(tried | {"outcome": "sent", "against": "on"})).status_code
        == 302
    )
    case = Case.objects.get()
    assert case.next_action == "Try to reach the person again"
    assert case.next_due_at - timezone.now() < dt.timedelta(hours=3)
    handing_over = text(world.caseworker.opens("referrals:hand_over", referral.case.pk))
    assert "Reaching them safely. Safe ways: Text message" in handing_over
