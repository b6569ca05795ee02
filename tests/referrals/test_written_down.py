"""Somebody rings, writes or comes, and has no account: a caseworker writes the referral down with the form of
their door, and who told it stays with it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from partners.models import Slip, SlipDetails
from referrals.models import Case, Disposal, Question, Referral, ReferralStatus, Restriction, WrittenDown
from tests.referrals.test_custody_referral import DARNELL
from tests.referrals.test_police_referral import CAUTION
from tests.referrals.test_professional_referral import RHYS
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")
TOLD = {
    "told_by": "Bel Tarn",
    "told_agency_named": "Lintel Housing",
    "told_way": "telephone",
    "told_at": f"{timezone.localtime() - dt.timedelta(days=1):%d/%m/%Y} 10:20",
}


def writes(person, typed=RHYS, *, door="other", **changes):
    fields = {"draft": str(uuid.uuid4()), "door": door} | typed | TOLD | changes
    return person.sends("referrals:write_down", **fields)


def test_a_caseworker_writes_down_what_was_told_by_telephone(world):
    first = text(world.caseworker.opens("referrals:write_down"))
    assert "Where does whoever tells you work?" in first
    page = text(world.caseworker.opens("referrals:write_down", door="other"))
    assert "Who told you?" in page
    assert "Their post" in page
    assert "Your post" not in page

    assert writes(world.caseworker).headers["Location"] == "/referrals/inbox/"
    referral = Referral.objects.get()
    inbox = text(world.second_caseworker.opens("referrals:inbox"))
    assert "Lintel Housing" in inbox
    page = text(world.second_caseworker.opens("referrals:referral", referral.pk))
    for said in (
        "Bel Tarn",
        "Lintel Housing",
        "By telephone",
        "10:20",
        "Caseworker, Threshold",
        "Keeps the bank",
    ):
        assert said in page, said
    assert referral.received_at == WrittenDown.objects.get().told_at  # from when the clock runs
    world.second_caseworker.sends("referrals:accept", referral.pk)
    assert Case.objects.get().person_name == "Larkspur, Rhys"


def test_nobody_elsewhere_has_a_status_of_it(world):
    council = Agency.objects.get(slug="westfield-council")
    writes(world.caseworker, door="council", told_agency=str(council.pk), told_agency_named="")
    assert not ReferralStatus.objects.exists()
    referral = Referral.objects.get()
    assert referral.source == "council"
    assert referral.reference not in text(world.social_worker.opens("referrals:sent"))
    assert world.social_worker.opens("referrals:receipt", referral.reference).status_code == 404
    assert "Westfield Council" in text(world.caseworker.opens("referrals:inbox"))


def test_the_form_is_that_of_the_door(world):
    assert writes(world.caseworker, CAUTION, door="police").status_code == 302
    assert Disposal.objects.get().referral.told_from == "Lintel Housing"
    assert writes(world.caseworker, DARNELL, door="custody", told_role="Detention officer").status_code == 302
    told = WrittenDown.objects.get(role="Detention officer")
    page = text(world.caseworker.opens("referrals:referral", told.referral_id))
    assert "OL/2210/26" in page
    assert "Detention officer" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"told_by": ""}, "Enter who told you"),
        ({"told_agency_named": ""}, "Choose their agency, or name it"),
        ({"told_way": ""}, "Choose how they told you"),
        ({"told_at": "tomorrow 09:00"}, "must be in the past"),
        ({"post": ""}, "Enter their post"),
    ],
)
def test_what_is_missing_of_who_told_is_said_beside_it(world, changes, said):
    refused = text(writes(world.caseworker, **changes))
    assert said in refused
    assert "Keeps the bank cards" in refused
    assert not Referral.objects.exists()
    assert writes(world.caseworker).status_code == 302


def test_a_question_about_it_notifies_nobody_and_is_answered_by_telephone(world):
    writes(world.caseworker)
    referral = Referral.objects.get()
    carry()
    page = text(world.caseworker.opens("referrals:ask", referral.pk))
    assert "has no account here" in page
    asked = {"kind": "reaching", "words": "Is there another number?", "draft": str(uuid.uuid4())}
    assert world.caseworker.sends("referrals:ask", referral.pk, **asked).status_code == 302
    before = ChangeNotice.objects.count()
    carry()
    assert ChangeNotice.objects.count() == before
    back = {"words": "07700 900612", "draft": str(uuid.uuid4())}
    assert world.caseworker.sends("referrals:resume", referral.pk, **back).status_code == 302
    assert Question.objects.get().closed_at


def test_somebody_linked_to_an_agency_is_hidden_from_whoever_wrote_it(world):
    council = Agency.objects.get(slug="westfield-council")
    linked = {"agency_link": "yes", "employer": str(council.pk)}
    sent = writes(world.caseworker, **linked)
    assert sent.headers["Location"] == "/referrals/inbox/"
    referral = Referral.objects.get()
    assert Restriction.objects.get().employer == council
    assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 404
    assert "Larkspur" not in text(world.caseworker.opens("referrals:inbox"))


def test_somebody_who_works_here_is_written_down_by_nobody_here(world):
    own = Agency.objects.get(slug="threshold")
    refused = writes(world.caseworker, agency_link="yes", employer=str(own.pk))
    assert "nobody else here may be told" in text(refused)
    assert not Referral.objects.exists()
    assert writes(world.caseworker).status_code == 302


def test_what_is_told_of_somebody_harmed_goes_to_partner_support_alone(world):
    page = world.caseworker.opens("referrals:write_down", door="other")
    keys = {"section": page.context["section_key"], "page": str(uuid.uuid4()), "door": "other"}
    told = {f"{page.context['section'].prefix}-name": "Maren Alder"} | keys
    sealed = world.caseworker.sends("referrals:seal_told", **told)
    assert sealed.status_code == 302
    assert "door=other" in sealed.headers["Location"]
    assert SlipDetails.objects.get().name == "Maren Alder"
    assert "Alder" not in text(world.caseworker.get(sealed.headers["Location"]))
    again = world.caseworker.sends("referrals:seal_told", **told)
    assert again.status_code == 302
    assert Slip.objects.count() == 1


def test_a_provider_behind_another_front_door_writes_nothing_down(world):
    assert world.caseworker_at_bridge.opens("referrals:write_down").status_code == 409
    assert world.caseworker_elsewhere.opens("referrals:write_down").status_code == 200
    assert world.facilitator.opens("referrals:write_down").status_code == 403


def test_what_was_begun_waits_with_its_door(world):
    key = str(uuid.uuid4())
    kept = {"draft": key, "draft_form": "written-down", "draft_subject": "", "door": "other"}
    world.caseworker.sends("drafts:save", **(RHYS | TOLD | kept))
    page = text(world.caseworker.get(f"{reverse('referrals:write_down')}?draft={key}"))
    assert "This is what you had typed" in page
    assert "Keeps the bank cards" in page
    assert "Bel Tarn" in page


@pytest.mark.parametrize("decision", ["refuse", "redirect"])
def test_whoever_told_it_reads_no_word_of_what_became_of_it(world, decision):
    writes(world.caseworker)
    page = text(world.caseworker.opens(f"referrals:{decision}", Referral.objects.get().pk))
    assert "tell whoever told you yourself" in page
    assert "The sender reads" not in page
