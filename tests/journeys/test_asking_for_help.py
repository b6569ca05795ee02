"""Somebody asks for help themselves: begun, put by under a code, gone on with at another browser, left in a
hurry, and sent. A caseworker finds what is theirs to read, and a link worker the rest."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ALL_FOUR, People
from tests.journeys.hand import Hand


PARTNER = "Merle Ashdown"
OWN_WORDS = "I shouted, and threw a plate. I was ashamed."
SAFELY = {
    "May we leave a voicemail?": "No",
    "If we ring, may we say who is calling?": "No",
    "What shall we do if somebody else answers?": "Say nothing and ring off",
}


@pytest.mark.parametrize("seat", ALL_FOUR, indirect=True, ids=str)
def test_begun_put_by_left_in_a_hurry_and_sent_once(people: People, seat):
    name = f"Wren {seat.mark}"
    code = _begins(people.stranger(), name)
    elsewhere = people.stranger()
    _comes_back(elsewhere, code, name)
    _goes_on_and_leaves_in_a_hurry(elsewhere)
    _comes_back(elsewhere, code, name)
    elsewhere.reads(PARTNER)
    elsewhere.follows("Go on where you stopped")
    for _ in ("orders", "help"):
        elsewhere.presses("Continue")
    elsewhere.presses_twice("Send", then="Sent")
    reference = re.search(r"CHR-\w{5}-\w{5}-\w", elsewhere.main.inner_text())[0]
    elsewhere.reads_nothing_of(name, PARTNER, OWN_WORDS)

    _is_read_by_a_caseworker(people("caseworker"), name, reference)
    link_worker = people("link_worker")
    link_worker.starts_at("Slips", newest="sealed_at")
    link_worker.opens_row("The person referred")
    link_worker.reads(PARTNER, name)


def _begins(visitor: Hand, name: str) -> str:
    """As far as the page on what is urgent; the code under which the rest waits."""
    visitor.page.goto("/get-in-touch/")
    visitor.follows("English , Westfield")
    visitor.follows("Start")
    visitor.follows("Continue")
    visitor.reads("We have to tell somebody else if")
    visitor.presses("I understand")
    visitor.page.get_by_label("Because of my children").check()
    visitor.types("In your own words", OWN_WORDS)
    visitor.presses("Continue")
    visitor.presses("Continue")
    visitor.is_told_off("Enter something to call you")
    visitor.types("What would you like to be called?", name)
    for _ in ("name", "born", "town"):
        visitor.presses("Continue")
    _says_how_to_be_reached(visitor)
    visitor.presses("Come back to this later")
    visitor.presses("Give me a code")
    code = visitor.main.locator(".app-code").inner_text()
    visitor.page.context.close()
    return code


def _says_how_to_be_reached(visitor: Hand) -> None:
    visitor.reads("A text message from us never says who we are")
    visitor.page.get_by_label("Text message").check()
    visitor.types("Your telephone number", "07700")
    visitor.types("When is a good time?", "weekdays after six")
    visitor.answers(SAFELY)
    visitor.presses("Continue")
    visitor.is_told_off("Enter a telephone number with all its digits")
    visitor.still_says({"Your telephone number": "07700", "When is a good time?": "weekdays after six"})
    visitor.still_answers(SAFELY)
    visitor.types("Your telephone number", "07700 900321")
    visitor.presses("Continue")


def _comes_back(visitor: Hand, code: str, name: str) -> None:
    visitor.page.goto("/get-in-touch/en/west/")
    visitor.follows("Come back with a code")
    visitor.types("Your code", code.lower())
    visitor.presses("Continue")
    visitor.heads("Check what you wrote")
    visitor.reads(name, OWN_WORDS, "07700 900321", "weekdays after six", "Say nothing and ring off")


def _goes_on_and_leaves_in_a_hurry(visitor: Hand) -> None:
    """Having told of a partner: and nobody reads it who goes back, or opens the address again."""
    visitor.follows("Go on where you stopped")
    visitor.heads("Is anything urgent now?")
    for _ in ("urgent", "children"):
        visitor.presses("Continue")
    visitor.heads("Somebody close to you")
    visitor.answers({"Is there a partner or former partner?": "A former partner"})
    visitor.types("Their name, if you want to give it", PARTNER)
    visitor.presses("Continue")
    visitor.page.get_by_role("link", name="Leave now").first.click()
    visitor.page.wait_for_url("**/mark.svg")
    visitor.page.goto("/get-in-touch/en/west/check/")
    visitor.heads("Is this the right place for you?")
    visitor.reads_nothing_of(PARTNER, OWN_WORDS)


def _is_read_by_a_caseworker(caseworker: Hand, name: str, reference: str) -> None:
    caseworker.starts_at("Inbox", newest="received_at")
    expect(caseworker.row(name)).to_have_count(1)
    expect(caseworker.row(name)).to_contain_text("The person themselves")
    caseworker.opens_row(name)
    caseworker.reads(reference, OWN_WORDS, "Text message", "Say nothing and ring off", "weekdays after six")
    caseworker.reads_nothing_of(PARTNER)
    caseworker.presses("Accept and open a case")
    caseworker.reads("Making first contact")
    caseworker.presses("Record contact")
    caseworker.reads("Reaching them safely", "Say nothing and ring off")
