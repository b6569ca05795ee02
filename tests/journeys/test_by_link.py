"""A housing officer without an account is sent a link, refers somebody by it, and hears by the same link what
became of it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import People
from tests.journeys.hand import Hand


HARMED = "Merle Ashdown"
HAPPENED = "Shouts at night."


def test_invited_refers_once_and_hears_by_the_same_link(people: People, seat):
    family_name, address = f"Shrike {seat.mark}", f"officer-{seat.mark.lower()}@lintel.example"
    caseworker, officer, again = people("caseworker"), people.stranger(), people.stranger()
    _invites(caseworker, address)
    link = _link_sent_to(officer, address)
    officer.page.goto(link)
    officer.heads("Refer somebody to Westfield")
    assert link.rstrip("/").rpartition("/")[2] not in officer.page.url, "the secret stays in no history"
    _refers(officer, family_name)
    reference = re.search(r"CHR-\w{5}-\w{5}-\w", officer.main.inner_text())[0]
    officer.reads_nothing_of(family_name, HARMED)

    caseworker.starts_at("Inbox", newest="received_at")
    expect(caseworker.row(family_name)).to_have_count(1)
    expect(caseworker.row(family_name)).to_contain_text("Lintel Housing")
    caseworker.opens_row(family_name)
    caseworker.reads(reference, HAPPENED, "Bel Tarn")
    caseworker.reads_nothing_of(HARMED)
    caseworker.presses("Accept and open a case")
    caseworker.reads("Making first contact")

    again.page.goto(link)
    again.heads("Referral sent")
    again.reads(reference, "Accepted")
    again.reads_nothing_of(family_name)
    _is_heard_of_by_partner_support(people("link_worker"), family_name)


def _invites(caseworker: Hand, address: str) -> None:
    caseworker.starts_at("Inbox")
    caseworker.follows("Send a colleague elsewhere a link to refer")
    caseworker.types("Their work e-mail address", address)
    caseworker.presses("Send the link")
    caseworker.is_told_off("Choose their agency, or name it")
    caseworker.still_says({"Their work e-mail address": address})
    caseworker.types("Name of another agency", "Lintel Housing")
    caseworker.presses_twice("Send the link", then="Send a colleague elsewhere a link to refer somebody")
    expect(caseworker.row(address)).to_have_count(1)


def _link_sent_to(officer: Hand, address: str) -> str:
    """The worker process sends it, soon after the page has answered."""
    letter = officer.page.locator("section", has_text=address)
    officer.waits_until(lambda: letter.count(), at="/demo/mail/")
    return letter.first.get_by_role("link").first.get_attribute("href")


def _refers(officer: Hand, family_name: str) -> None:
    """With something left out; what was told of whoever was harmed is sealed all the same, and not drawn."""
    typed = {
        "Your name": "Bel Tarn",
        "Your post": "Housing officer",
        "Given names": "Darnell",
        "Family name": family_name,
        "What has happened": HAPPENED,
        "Your telephone or work": "0121 496 0041",
    }
    chosen = {"Sex": "Male", "What kinds of behaviour": "Emotional", "Does the person agree": "Yes"}
    for label, words in typed.items():
        officer.types(label, words)
    officer.answers(chosen)
    officer.types("Name of the person harmed", HARMED)
    officer.presses("Send referral")
    officer.is_told_off("works for, or is close to")
    officer.reads("is sealed, and with them")
    officer.still_says(typed)
    officer.still_answers(chosen)
    officer.reads_nothing_of(HARMED)
    officer.answers({"Does the person work for": "No"})
    officer.presses_twice("Send referral", then="Referral sent")


def _is_heard_of_by_partner_support(link_worker: Hand, family_name: str) -> None:
    link_worker.starts_at("Slips", newest="sealed_at")
    link_worker.opens_row("Lintel Housing")
    link_worker.reads(HARMED, f"Darnell {family_name}", "Bel Tarn")
