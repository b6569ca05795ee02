"""From the custody desk to a caseworker's first contact, as the people of the story do it."""

import re
import uuid

import pytest

from referrals.models import Case, Referral


DARNELL = {
    "given_names": "Darnell",
    "family_name": "Kestrel",
    "known_as": "",
    "date_of_birth_day": "27",
    "date_of_birth_month": "March",
    "date_of_birth_year": "1991",
    "sex": "male",
    "language": "",
    "custody_record_number": "OL/2210/26",
    "pnc_id": "12/394773H",
    "arrested_at": "14/11/2026 21:40",
    "alleged_offence": "Common assault",
    "officer_in_case": "PC 4410 Finch",
    "fit_to_talk": "yes",
    "appropriate_adult": "not_needed",
    "interview": "after",
    "agrees": "yes",
    "outcome": "bailed",
    "agency_link": "no",
    "telephone": "07700 900123",
    "telephone_is_safe": "yes",
    "staying_at": "No fixed address",
}


def refers(person, **changes):
    return person.sends("referrals:submit", **({"draft": str(uuid.uuid4())} | DARNELL | changes))


def reference_of(response) -> str:
    return re.search(r"CHR-\w{5}-\w{5}-\w", response.headers["Location"])[0]


def test_a_referral_reaches_the_inbox_and_becomes_a_case(world):
    sent = refers(world.sergeant)
    assert sent.status_code == 302
    receipt = world.sergeant.get(sent.headers["Location"])
    assert "Received" in receipt.content.decode()

    inbox = world.caseworker.opens("referrals:inbox").content.decode()
    assert "Kestrel, Darnell" in inbox
    assert "Due" in inbox

    referral = Referral.objects.get()
    page = world.caseworker.opens("referrals:referral", referral.pk).content.decode()
    assert "12/0394773H" in page
    accepted = world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    assert accepted.headers["Location"] == f"/cases/{case.pk}/"
    assert "Accepted" in world.sergeant.get(sent.headers["Location"]).content.decode()

    recorded = world.caseworker.sends(
        "referrals:record_contact",
        case.pk,
        draft=str(uuid.uuid4()),
        channel="call",
        outcome="reached",
        account="Agreed to meet.",
    )
    assert recorded.status_code == 302
    page = world.caseworker.opens("referrals:case", case.pk).content.decode()
    assert "Agreed to meet." in page
    assert "Waiting for assessment" in page
    assert "Kestrel" in world.caseworker.opens("referrals:cases").content.decode()


def test_only_the_sending_desk_sees_the_receipt(world):
    reference = reference_of(refers(world.sergeant))
    assert world.colleague.opens("referrals:receipt", reference).status_code == 200
    for other in (world.sergeant_at_tipton, world.sergeant_elsewhere):
        hidden = other.opens("referrals:receipt", reference)
        absent = other.opens("referrals:receipt", "CHR-00000-00000-0")
        assert hidden.status_code == absent.status_code == 404


def test_the_receipt_and_the_list_name_nobody(world):
    sent = refers(world.sergeant)
    for page in (world.sergeant.get(sent.headers["Location"]), world.sergeant.opens("referrals:sent")):
        text = page.content.decode()
        assert reference_of(sent) in text
        assert "Kestrel" not in text
        assert "OL/2210/26" not in text


def test_the_other_provider_sees_neither_referral_nor_case(world):
    refers(world.sergeant)
    referral = Referral.objects.get()
    assert world.caseworker.opens("referrals:referral", referral.pk).status_code == 200
    world.caseworker.sends("referrals:accept", referral.pk)
    case = Case.objects.get()
    stranger = world.caseworker_elsewhere
    assert "Kestrel" not in stranger.opens("referrals:inbox").content.decode()
    assert "Kestrel" not in stranger.opens("referrals:cases").content.decode()
    for name in ("referrals:case", "referrals:record_contact", "referrals:correct"):
        assert world.caseworker.opens(name, case.pk).status_code == 200
        assert stranger.opens(name, case.pk).status_code == 404
    assert stranger.opens("referrals:referral", referral.pk).status_code == 404
    assert stranger.sends("referrals:accept", referral.pk).status_code == 404


def test_a_doubtful_number_warns_once_and_is_kept_as_typed(world):
    doubted = refers(world.sergeant, pnc_id="12/394773A")
    assert doubted.status_code == 200
    page = doubted.content.decode()
    assert "check letter does not fit" in page
    assert 'name="warned" value="12/394773A"' in page
    assert refers(world.sergeant, pnc_id="12/394773A", warned="12/394773A").status_code == 302
    assert Referral.objects.get().custody.pnc_id == "12/394773A"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"given_names": ""}, "Enter the given names"),
        ({"date_of_birth_year": "2999"}, "must be today or in the past"),
        ({"date_of_birth_year": "1890"}, "Check the year of birth"),
        ({"telephone": "banana"}, "Enter a telephone number, or leave this empty"),
        ({"date_of_birth_year": "2017"}, "If it is right, tell children’s services instead"),
        ({"arrested_at": "14/11/2999 21:40"}, "The arrest must be in the past"),
        ({"arrested_at": "yesterday"}, "Arrested must be a day and time"),
        ({"release_expected_at": "13/11/2026 09:00"}, "The release must be after the arrest"),
        ({"agrees": ""}, "Choose whether the person agrees"),
    ],
)
def test_bad_input_gets_a_message_and_what_was_typed_stays(world, changes, message):
    assert refers(world.sergeant).status_code == 302
    refused = refers(world.sergeant, **changes)
    assert refused.status_code == 200
    page = refused.content.decode()
    assert message in page
    assert 'value="Kestrel"' in page
    assert Referral.objects.count() == 1


def test_a_name_of_any_alphabet_is_a_name(world):
    for name in ("Siân O’Brien-Ōtsuka", "Наталія", "محمد", "李", "x" * 400):
        assert refers(world.sergeant, given_names=name).status_code == 302
    assert {r.given_names for r in Referral.objects.all()} >= {"李", "محمد"}


def test_sending_the_same_form_again_leads_to_the_same_receipt(world):
    draft = str(uuid.uuid4())
    first = refers(world.sergeant, draft=draft)
    for _ in range(3):
        assert refers(world.sergeant, draft=draft).headers["Location"] == first.headers["Location"]
    assert Referral.objects.count() == 1


def test_two_caseworkers_accept_one_referral(world):
    refers(world.sergeant)
    referral = Referral.objects.get()
    world.caseworker.sends("referrals:accept", referral.pk)
    late = world.second_caseworker.sends("referrals:accept", referral.pk)
    assert late.headers["Location"] == f"/referrals/{referral.pk}/"
    assert Case.objects.count() == 1
    assert "Go to the case" in world.second_caseworker.get(late.headers["Location"]).content.decode()
