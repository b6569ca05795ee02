"""Somebody rings: what they ask is written down, and becomes a referral on the person's behalf."""

from playwright.sync_api import expect

from tests.journeys.conftest import People
from tests.journeys.hand import Hand


ASKED = "A tenant shouts at night, and asks for help with it."


def test_an_enquiry_becomes_a_referral_of_whoever_it_is_about(people: People, seat):
    caller, family_name = f"Bel Tarn {seat.mark}", f"Ruff {seat.mark}"
    caseworker, colleague = people("caseworker"), people("second_caseworker")
    before = _enquiries(colleague)
    _writes_the_enquiry_down(caseworker, caller)
    assert _enquiries(caseworker) == before + 1
    _writes_the_referral_down(caseworker, caller, family_name)
    assert _enquiries(colleague) == before, "what became a referral is no enquiry any more"
    colleague.starts_at("Inbox", newest="received_at")
    expect(colleague.row(family_name)).to_have_count(1)
    colleague.opens_row(family_name)
    colleague.reads(ASKED, caller, "Lintel Housing", "By telephone")
    colleague.presses("Accept and open a case")
    colleague.reads("Making first contact")


def _enquiries(caseworker: Hand) -> int:
    """How many there are: the list says nobody's name. The newest stands first."""
    caseworker.page.goto("/enquiries/?sort=-came_at")
    return caseworker.counts()


def _writes_the_enquiry_down(caseworker: Hand, caller: str) -> None:
    typed = {"Who asked, if they said": caller, "What did they ask?": ASKED}
    chosen = {"How did they ask?": "By telephone", "What comes next?": "To be referred"}
    caseworker.starts_at("Inbox")
    caseworker.follows("Enquiries")
    caseworker.presses("Write down an enquiry")
    caseworker.follows("What the service does, or how to refer")
    for label, words in typed.items():
        caseworker.types(label, words)
    caseworker.answers(chosen)
    caseworker.presses("Write it down")
    caseworker.is_told_off("Enter what you told them")
    caseworker.still_says(typed)
    caseworker.still_answers(chosen)
    caseworker.types("What did you tell them?", "That they can refer by telephone.")
    caseworker.presses_twice("Write it down", then="Enquiries")


def _writes_the_referral_down(caseworker: Hand, caller: str, family_name: str) -> None:
    typed = {
        "Their post": "Housing officer",
        "Name of another agency": "Lintel Housing",
        "Given names": "Darnell",
        "Family name": family_name,
        "Their telephone or work": "0121 496 0041",
    }
    caseworker.opens_row("What the service does")
    caseworker.reads(caller, ASKED)
    caseworker.follows("Write down a referral from it")
    caseworker.follows("Another service")
    caseworker.still_says({"Who told you?": caller, "What has happened": ASKED})
    for label, words in typed.items():
        caseworker.types(label, words)
    caseworker.answers({"Sex": "Male", "What kinds of behaviour": "Emotional"})
    caseworker.presses("Write it down")
    caseworker.is_told_off("Choose whether the person agrees")
    caseworker.still_says(typed | {"Who told you?": caller, "What has happened": ASKED})
    caseworker.still_answers({"How did they tell you?": "By telephone", "Sex": "Male"})
    caseworker.answers(
        {"Does the person agree": "Yes", "Does the person work for, or have close links with": "No"}
    )
    caseworker.presses_twice("Write it down", then="Inbox")
