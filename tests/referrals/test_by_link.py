"""Somebody without an account refers by a link to their work address: one referral, one word back."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from chrysalis.delivery.tasks import send_waiting
from partners.models import Slip, SlipDetails
from referrals.models import (
    Case,
    LinkToRefer,
    ProfessionalDetails,
    Referral,
    ReferralStatus,
    ReferrerInvitation,
    WrittenDown,
)
from referrals.views.by_link import COOKIE
from tests.referrals.test_professional_referral import RHYS
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")
OURS, PRIVATE = "b.tarn@westfield-council.example", "b.tarn@mail.example"
MINE = RHYS | {"told_by": "Bel Tarn"}
PARTNER = {"never-draft-relationship": "partner", "never-draft-name": "Merle Ashdown"}


class Colleague:
    """At a computer at work, with a mailbox and no account."""

    def __init__(self) -> None:
        self.browser = Browser()

    def opens(self, name: str):
        return self.browser.get(reverse(f"referrals:{name}", args=["west"]))

    def sends(self, name: str, **fields):
        return self.browser.post(reverse(f"referrals:{name}", args=["west"]), fields)

    def asks_for_a_link(self, address: str = OURS):
        return self.sends("ask_for_link", address=address)

    def follows_the_link(self) -> None:
        send_waiting()
        path = mail.outbox[-1].body.split("http://testserver")[1].split()[0]
        assert self.browser.get(path).headers["Location"] == "/refer/west/referral/"
        kept = self.browser.cookies[COOKIE]
        assert (kept["max-age"], kept["expires"], kept["httponly"]) == ("", "", True), "goes with the browser"

    def refers(self, **changes):
        return self.sends("refer_by_link", **({"section": str(uuid.uuid4())} | MINE | changes))


@pytest.fixture
def colleague(world, settings) -> Colleague:
    settings.SERVICE_URL = "http://testserver"
    mail.outbox.clear()
    return Colleague()


@pytest.fixture
def linked(colleague) -> Colleague:
    """With a link in hand."""
    colleague.asks_for_a_link()
    colleague.follows_the_link()
    return colleague


def test_from_the_address_to_the_word(world, colleague):
    assert "from your agency" not in text(colleague.opens("ask_for_link"))
    assert "Look at your mail" in text(colleague.asks_for_a_link(OURS.upper()))
    colleague.follows_the_link()
    page = text(colleague.opens("refer_by_link"))
    assert "You write for Westfield Council" in page
    assert "Your name" in page
    assert colleague.refers().status_code == 302
    referral = Referral.objects.get()
    page = text(colleague.opens("refer_by_link"))
    assert referral.reference in page
    assert "Received" in page
    assert "Larkspur" not in page
    assert not ReferralStatus.objects.exists()

    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    for said in (
        "Bel Tarn",
        "Westfield Council",
        "By a link sent to their work e-mail",
        "Keeps the bank cards",
    ):
        assert said in page, said
    assert "Written down by" not in page
    assert "Westfield Council" in text(world.caseworker.opens("referrals:inbox"))
    world.caseworker.sends("referrals:accept", referral.pk)
    assert Case.objects.get().person_name == "Larkspur, Rhys"
    assert "Accepted" in text(colleague.opens("refer_by_link"))
    assert ProfessionalDetails.objects.get().post == RHYS["post"]
    assert WrittenDown.objects.get().way == "link"


def test_a_caseworker_sends_somebody_elsewhere_a_link(world, colleague):
    asked = {"draft": str(uuid.uuid4()), "address": PRIVATE, "agency_named": "Lintel Housing"}
    sent = world.caseworker.sends("referrals:invite", **asked)
    assert sent.headers["Location"] == "/referrals/invite/"
    assert "Not yet" in text(world.caseworker.opens("referrals:invite"))
    again = world.caseworker.sends("referrals:invite", **asked)
    assert again.status_code == 302
    colleague.follows_the_link()
    assert len(mail.outbox) == 1
    assert colleague.refers().status_code == 302
    assert Referral.objects.get().told_from == "Lintel Housing"
    invitation = ReferrerInvitation.objects.get()
    page = text(world.second_caseworker.opens("referrals:invitation", invitation.pk))
    assert PRIVATE in page
    assert "Not yet" not in page
    # Whether it was used would tell of a referral that is hidden from whoever reads this.
    assert Referral.objects.get().reference not in page
    assert world.caseworker_elsewhere.opens("referrals:invitation", invitation.pk).status_code == 404
    assert world.caseworker_at_bridge.opens("referrals:invite").status_code == 409


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"address": ""}, "Enter a work e-mail address"),
        ({"address": "bel"}, "like name@example.org"),
        ({"address": "bel.tarn@gmail.com"}, "This is a private address"),
        ({"agency_named": ""}, "Choose their agency, or name it"),
    ],
)
def test_what_is_missing_of_an_invitation_is_said_beside_it(world, fields, said):
    asked = {"draft": str(uuid.uuid4()), "address": PRIVATE, "agency_named": "Lintel Housing"}
    assert said in text(world.caseworker.sends("referrals:invite", **(asked | fields)))
    assert not ReferrerInvitation.objects.exists()
    assert world.caseworker.sends("referrals:invite", **asked).status_code == 302


def test_every_address_is_told_the_same_and_strangers_get_no_link(world, colleague):
    answers = {colleague.asks_for_a_link(address).content for address in (OURS, PRIVATE, OURS)}
    assert len(answers) == 1
    send_waiting()
    assert [letter.to for letter in mail.outbox] == [[OURS]]  # asked twice at once, sent once
    assert "Enter a work e-mail address" in text(colleague.asks_for_a_link(""))
    for word in ("larkspur", "rhys", "police", "abuse"):
        assert word not in (mail.outbox[0].subject + mail.outbox[0].body).lower()


def test_a_link_is_good_for_one_referral(linked):
    assert linked.refers().status_code == 302
    assert linked.refers(given_names="Idris").status_code == 200
    assert Referral.objects.count() == 1


def test_mistakes_are_said_beside_the_field_and_what_was_typed_stays(linked):
    refused = text(linked.refers(told_by="", post=""))
    assert "Enter your name" in refused
    assert "Enter your post" in refused
    assert "Keeps the bank cards" in refused
    assert not Referral.objects.exists()
    assert linked.refers().status_code == 302


def test_what_is_told_of_somebody_harmed_goes_to_partner_support_and_is_never_drawn_back(world, linked):
    section = str(uuid.uuid4())
    for _ in range(2):
        page = text(linked.refers(post="", date_of_birth_year="1990", section=section, **PARTNER))
        assert "is sealed, and with them" in page
        assert "Merle" not in page
    assert Slip.objects.count() == 1
    assert linked.refers().status_code == 302
    slip, referral = Slip.objects.get(), Referral.objects.get()
    assert slip.came_with == referral.sent_as
    assert SlipDetails.objects.get().name == "Merle Ashdown"
    assert "Merle" not in text(world.caseworker.opens("referrals:referral", referral.pk))
    page = text(world.link_worker.opens("partners:slip", slip.pk))
    for said in (
        "Merle",
        "Rhys Larkspur, born 1990",
        "Bel Tarn, Westfield Council, by a link. They have no account",
    ):
        assert said in page, said
    assert "asking for help themselves" not in page
    listed = text(world.link_worker.opens("partners:slips"))
    assert "Bel Tarn, Westfield Council, by a link" in listed
    assert "The person referred" not in listed


def test_an_answer_that_is_no_longer_offered_takes_no_words_for_partner_support_with_it(world, linked):
    gone = {"never-draft-relationship": "neighbour", "never-draft-safe_to_ring": "perhaps"}
    gone["never-draft-area"] = str(uuid.uuid4())
    words = {"never-draft-telephone": "'; --", "never-draft-anything_else": "Works nights."}
    page = text(linked.refers(post="", section=str(uuid.uuid4()), **words, **gone))
    assert "is sealed, and with them" in page
    told = SlipDetails.objects.get()
    assert (told.telephone, told.anything_else) == ("'; --", "Works nights.")
    assert (told.relationship, told.safe_to_ring) == ("", "not_known")


def test_somebody_linked_to_an_agency_is_seen_by_nobody_who_was_not_named(world, linked):
    linked.refers(agency_link="yes")
    referral = Referral.objects.get()
    assert referral.is_restricted
    assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 404
    assert referral.reference in text(linked.opens("refer_by_link"))


def test_a_link_of_another_day_or_nobodys_opens_nothing(world, linked, settings):
    assert linked.opens("refer_by_link").status_code == 200
    stranger = Colleague()
    stranger.browser.get(reverse("referrals:follow_link", args=["west", "0" * 26]))
    assert stranger.opens("refer_by_link").status_code == 410
    assert stranger.refers().status_code == 410
    assert linked.opens("leave_link").status_code == 302
    assert linked.opens("refer_by_link").status_code == 410
    LinkToRefer.objects.update(ends_at=timezone.now() - dt.timedelta(minutes=1))
    linked.browser.get(mail.outbox[-1].body.split("http://testserver")[1].split()[0])
    assert linked.opens("refer_by_link").status_code == 410


def test_the_sender_is_said_to_read_a_word(world, linked):
    linked.refers()
    referral = Referral.objects.get()
    page = text(world.caseworker.opens("referrals:refuse", referral.pk))
    assert "The sender reads “Not accepted”, and no reason" in page
    assert "has no account here" in text(world.caseworker.opens("referrals:ask", referral.pk))


def test_an_agency_says_what_its_addresses_end_in(world, colleague):
    form = {"version": "1", "email_domains": "@Lintel.example\nlintel.example"}
    assert world.administrator.sends("agencies:set_agency", **form).status_code == 302
    assert "lintel.example" in text(world.administrator.opens("agencies:set_agency"))
    for wrong, said in {
        "gmail.com": "Anybody can have an address",
        "council": "Enter what stands after",
    }.items():
        fields = {"version": "2", "email_domains": wrong}
        assert said in text(world.administrator.sends("agencies:set_agency", **fields))
