"""Somebody of 10 to 15 asks for help themselves; and somebody too young is told where else to turn."""

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Scheme
from referrals.models import Case, Referral, ResponsibleAdult, SelfReferralDetails, YoungPerson
from tests.architecture.test_hostile import HOSTILE
from tests.referrals.test_self_referral import Visitor, visitor
from tests.referrals.test_triage import drafted, text
from tests.referrals.test_young import ANSWERED_FOR, born, takes_young


pytestmark = pytest.mark.usefixtures("noted")
__all__ = ["takes_young", "visitor"]
CORIN = {
    "adult_name": "Corin",
    "adult_relation": "parent",
    "adult_safe": "not_sure",
    "adult_reached_at": "07700 900744",
    "young_services": "A. Marsh",
}


def test_they_read_their_own_words_and_tell_of_a_grown_up_whom_triage_reads_of(takes_young, visitor):
    world = takes_young
    visitor.begins()
    led = visitor.sends("public_page", "born", **born(13)).headers["Location"]
    assert led == visitor.address("public_page", "young")
    page = text(visitor.opens("public_page", "young"))
    for said in (
        "Because you are under 16",
        "children’s services",
        'href="tel:08001111"',
        "Page 4 of 11",
    ):
        assert said in page
    where = CORIN | {"adult_reached_at": "12 Mill Lane"}
    refused = text(visitor.sends("public_page", "young", **where))
    assert "We never keep where anybody lives" in refused
    assert "A. Marsh" in refused, "what else was written stays"
    for value in (each for each in HOSTILE if isinstance(each, str)):
        hostile = dict.fromkeys(("adult_name", "adult_reached_at", "young_services", "adult_safe"), value)
        assert visitor.sends("public_page", "young", **hostile).status_code == 200, value
    visitor.writes(born=born(13), young=CORIN)
    visitor.sends("public_page", "urgent", urgent=["child"])
    assert "Childline" in text(visitor.opens("public_urgent"))
    assert "A. Marsh" in text(visitor.opens("public_check"))
    visitor.sends("public_check")
    sent = text(visitor.opens("public_sent"))
    assert "Childline" in sent
    assert "may be with you the whole time" in sent
    page = text(visitor.opens("public_equality"))
    assert "What is your religion?" in page
    assert "sexual orientation" not in page, "from the age of 16"

    referral = Referral.objects.get()
    assert referral.age_path == "young"
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    for said in ("A. Marsh", "Corin, Parent", "Not asked yet", "Safe to talk to, says the young person"):
        assert said in page
    assert "before you accept" in page
    choose = world.caseworker.opens("referrals:choose_path", referral.pk)
    assert 'value="Corin"' in text(choose)
    assert "Is it safe to talk to Corin? The young person said: not sure." in text(choose)
    assert "Named by the young person" not in text(choose), "whoever asks the adult says what they answered"
    answered = drafted(path="young", **ANSWERED_FOR)
    assert world.caseworker.sends("referrals:choose_path", referral.pk, **answered).status_code == 302
    assert ResponsibleAdult.objects.count() == 2
    world.caseworker.sends("referrals:accept", referral.pk)
    page = text(world.caseworker.opens("referrals:case", Case.objects.get().pk))
    assert "Corin Larkspur" in page
    assert "Safe to talk to, says the young person" in page, "whatever was written since"
    assert "Not sure" in page


def test_what_a_young_person_names_is_not_taken_for_an_answer_of_the_adult(takes_young, visitor):
    visitor.asks_for_help(born=born(14), young=CORIN)
    YoungPerson.objects.update(able="yes")
    referral = Referral.objects.get()
    page = takes_young.caseworker.sends("referrals:accept", referral.pk).headers["Location"]
    assert "They are under 16" in text(takes_young.caseworker.get(page))
    assert not Case.objects.exists()


def test_nothing_has_to_be_said_and_nobody_else_is_asked(takes_young, visitor):
    visitor.asks_for_help(born=born(15), young={})
    assert not YoungPerson.objects.exists()
    assert not ResponsibleAdult.objects.exists()
    grown = Visitor().begins().writes()
    for answer in (grown.opens("public_page", "young"), grown.sends("public_page", "young", **CORIN)):
        assert answer.headers["Location"] == grown.address("public_page", "born")
    assert "Page 4 of 10" in text(grown.opens("public_page", "place"))
    for page in ("public_check", "public_urgent"):
        assert "Childline" not in text(grown.opens(page))
    # A date that is put right at the end asks for one more page, and one put right again takes it back.
    check = f"{grown.address('public_page', 'born')}?check"
    assert grown.browser.post(check, born(14)).headers["Location"].endswith("/page/young/?check")
    grown.sends("public_page", "young", **CORIN)
    assert grown.browser.post(check, born(31)).headers["Location"] == grown.address("public_check")
    grown.sends("public_check")
    assert "Childline" not in text(grown.opens("public_sent"))
    assert not ResponsibleAdult.objects.exists()


def test_somebody_too_young_is_told_kindly_where_else_to_turn(world, visitor):
    for youngest, years in ((18, 15), (10, 9)):
        Scheme.objects.update(minimum_age=youngest)
        visitor.begins()
        visitor.sends("public_page", "name", known_as="Wren")
        led = visitor.sends("public_page", "born", **born(years))
        assert led.headers["Location"] == visitor.address("public_younger")
        page = text(visitor.opens("public_younger"))
        for said in (
            f"from the age of {youngest}",
            "Childline",
            "Nothing that you wrote was sent",
            "Change it",
        ):
            assert said in page
        visitor.sends("public_page", "reach", ways=["post"], staying_at="1 Linden Row")
    assert visitor.sends("public_check").status_code == 302, "the date was not kept"
    assert Referral.objects.get().date_of_birth == ""
    assert SelfReferralDetails.objects.exists()
    visitor.where[0] = "cy"
    assert visitor.opens("public_younger").status_code == 302


def test_in_welsh(takes_young, visitor):
    visitor.where[0] = "cy"
    visitor.begins()
    visitor.sends("public_page", "born", **born(12))
    page = text(visitor.opens("public_page", "young"))
    assert "Am eich bod o dan 16 oed" in page
    assert "Gadewch y cyfeiriad allan" in text(
        visitor.sends("public_page", "young", adult_reached_at="12 Mill Lane")
    )
    year = timezone.localdate().year - 7
    visitor.sends("public_page", "born", date_of_birth_year=str(year))
    assert "Mae pobl yno i chi" in text(visitor.opens("public_younger"))
