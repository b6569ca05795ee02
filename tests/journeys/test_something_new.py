"""Somebody already with the service is arrested again, and an officer rings about a breach: both are kept
with the open case, the grade is due again, and the desk reads what it always reads."""

import datetime as dt

from playwright.sync_api import expect

from tests.chromium import PATIENCE
from tests.journeys.conftest import People
from tests.journeys.hand import Hand


BORN = dt.date(1988, 2, 29)
ACCOUNT = "Was at an address that bail forbids. Alleged, and not charged."


def test_a_new_arrest_and_a_breach_are_kept_with_the_open_case(people: People, seat):
    family_name = f"Phalarope {seat.mark}"
    desk, caseworker = people("sergeant"), people("caseworker")
    _refers(desk, family_name)
    caseworker.starts_at("Inbox", newest="received_at")
    caseworker.opens_row(family_name)
    caseworker.presses("Accept and open a case")
    caseworker.reads("Making first contact")
    case = caseworker.page.url

    again = people("sergeant_at_tipton")
    _refers(again, family_name)
    _is_kept_with_the_open_case(caseworker, family_name, case)
    _a_breach_is_told_by_telephone(caseworker, case)
    for sender in (desk, again):
        sender.page.reload()
        sender.reads("Accepted")
        sender.reads_nothing_of(family_name, "arrest", "breach", "same person")


def _refers(desk: Hand, family_name: str) -> None:
    desk.starts_at("Refer someone")
    desk.types("Given names", "Ambrose")
    desk.types("Family name", family_name)
    desk.dates("Date of birth", BORN)
    desk.types("Custody record number", "OL/2211/26")
    desk.answers(
        {
            "Sex": "Male",
            "Is the person fit and sober to talk?": "Yes",
            "Is an appropriate adult needed?": "Not needed",
            "Does the person agree that the service may get in touch?": "Yes",
            "Where things stand": "Bailed",
            "Does the person work for, or have close links with": "No",
        }
    )
    desk.presses("Send referral")
    desk.heads("Referral sent")


def _is_kept_with_the_open_case(caseworker: Hand, family_name: str, case: str) -> None:
    caseworker.starts_at("Inbox", newest="received_at")
    caseworker.opens_row(family_name)
    caseworker.reads("May be somebody you already know", "Strong likeness")
    caseworker.unfolds("The same person")
    caseworker.page.get_by_label("An arrest").first.check()
    caseworker.main.get_by_role("button", name="Keep it with the open case").first.dblclick()
    expect(caseworker.page).to_have_url(case, timeout=PATIENCE)
    caseworker.reads("Told since the case was opened", "in a referral", "nobody has graded since")
    caseworker.starts_at("Inbox")
    assert not caseworker.row(family_name).count()


def _a_breach_is_told_by_telephone(caseworker: Hand, case: str) -> None:
    typed, breach = {"Who told you?": "PC 4410 Finch, Kent Police"}, "A breach of an order or of conditions"
    chosen = {"What is new?": breach, "How did they tell you?": "By telephone"}
    caseworker.page.goto(case)
    caseworker.follows("Record an arrest, incident or breach")
    caseworker.types("Who told you?", typed["Who told you?"])
    caseworker.answers(chosen)
    caseworker.presses("Record it")
    caseworker.is_told_off("Enter what you were told")
    caseworker.still_says(typed)
    caseworker.still_answers(chosen)
    caseworker.types("What were you told?", ACCOUNT)
    caseworker.main.get_by_role("button", name="Record it").dblclick()
    expect(caseworker.page).to_have_url(case, timeout=PATIENCE)
    expect(caseworker.main.locator("dd").filter(has_text=ACCOUNT)).to_have_count(1)
