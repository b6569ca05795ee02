"""A colleague of another agency refers somebody: their door asks what they can know, and no more."""

import uuid

import pytest

from partners.models import Slip
from referrals.models import Case, CustodyDetails, ProfessionalDetails, Referral
from tests.referrals.test_custody_referral import reference_of
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted")


RHYS = {
    "given_names": "Rhys",
    "family_name": "Larkspur",
    "date_of_birth_0": "14",
    "date_of_birth_1": "3",
    "date_of_birth_2": "1988",
    "sex": "male",
    "agency_link": "no",
    "behaviours": ["controlling", "economic"],
    "what_happened": "Keeps the bank cards, and counts the minutes of each errand.",
    "agrees": "yes",
    "post": "Social worker, children in need",
    "reached_at": "0121 496 0041",
    "telephone": "07700 900611",
    "telephone_is_safe": "yes",
    "children": "Two, 4 and 7. Their social worker is A. Rookby.",
    "earlier": "no",
}


def refers(person, **changes):
    return person.sends("referrals:submit", **({"draft": str(uuid.uuid4())} | RHYS | changes))


def test_a_social_worker_refers_and_a_caseworker_reads_what_only_they_could_know(world):
    page = text(world.social_worker.opens("referrals:submit", whole="yes"))
    assert "What has happened, and why do you refer now?" in page
    assert "Custody record number" not in page
    assert "Probation CRN" not in page

    sent = refers(world.social_worker)
    assert sent.status_code == 302
    referral = Referral.objects.get()
    assert referral.source == "council"
    assert not CustodyDetails.objects.exists()

    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    for said in ("Controlling or coercive, Economic", "Keeps the bank cards", "A. Rookby", "0121 496 0041"):
        assert said in page
    assert "Custody record" not in page

    world.caseworker.sends("referrals:accept", referral.pk)
    assert Case.objects.get().person_name == "Larkspur, Rhys"
    assert "Accepted" in text(world.social_worker.get(sent.headers["Location"]))


@pytest.mark.parametrize("agrees", ["no", "not_asked"])
def test_without_agreement_it_says_why(world, agrees):
    refused = refers(world.social_worker, agrees=agrees)
    assert "Choose why you refer without their agreement" in text(refused)
    assert "Keeps the bank cards" in text(refused)
    assert not Referral.objects.exists()
    silent = refers(world.social_worker, agrees=agrees, without="child")
    assert "Say why you refer all the same" in text(silent)
    said = {"without": "child", "why_without": "Two small children. Decided by the team manager."}
    assert refers(world.social_worker, agrees=agrees, **said).status_code == 302
    told = ProfessionalDetails.objects.get()
    assert (told.agrees, told.without) == (agrees, "child")


def test_why_is_not_kept_of_somebody_who_agrees(world):
    assert refers(world.social_worker, without="harm").status_code == 302
    assert ProfessionalDetails.objects.get().without == ""


def test_what_they_know_of_somebody_harmed_goes_to_partner_support_alone(world):
    page = world.social_worker.opens("referrals:submit", whole="yes")
    keys = {"section": page.context["section_key"], "page": str(uuid.uuid4())}
    told = {f"{page.context['section'].prefix}-name": "Maren Alder"} | keys
    assert world.social_worker.sends("referrals:seal_section", **told).status_code == 302
    assert Slip.objects.count() == 1
    refers(world.social_worker)
    for who, where in (("caseworker", "referrals:inbox"), ("social_worker", "referrals:sent")):
        assert "Alder" not in text(getattr(world, who).opens(where))


def test_a_colleague_of_the_agency_sees_the_receipt_and_another_agency_none(world):
    reference = reference_of(refers(world.social_worker))
    assert reference in text(world.social_worker.opens("referrals:sent"))
    assert world.officer.opens("referrals:receipt", reference).status_code == 404


def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(world):
    refused = text(refers(world.social_worker, behaviours=[], post="", what_happened="x" * 4001))
    assert "Choose at least one kind of behaviour" in refused
    assert "Enter your post" in refused
    assert "Rhys" in refused
    assert not Referral.objects.exists()
