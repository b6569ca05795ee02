"""The disposals unit of a force refers somebody with a conditional caution, an order, and the force's own
grade: nothing that was typed is lost on the way, and what the case shows of it is the force's."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import People
from tests.journeys.hand import Hand


HARMED = "Maren Alderbrook"
TYPED = {
    "Given names": "Rhys",
    "What has happened, and why do you refer now?": "Pushed somebody in the street.",
    "Your post": "PC 2210",
    "Your telephone or work e-mail": "0121 496 0041",
    "Grade by the force": "medium",
    "Which tool?": "DARA",
    "Condition 1": "Attend both workshops",
    "Who in the force wants to know the outcome?": "Disposals unit",
    "What order 1 asks for": "Not to get in touch with one person",
}
CHOSEN = {
    "Sex": "Male",
    "Does the person work for, or have close links with": "No",
    "Is there an out-of-court disposal?": "Conditional caution",
    "What kinds of behaviour": "Physical",
    "Does the person agree": "Yes",
    "Has the person admitted": "Admitted the offence",
    "Who decided on it?": "Police",
    "Were the views of anyone harmed": "Yes",
}


def test_a_caution_with_conditions_is_sent_once_and_stands_on_the_case(people: People, seat):
    family_name = f"Larkspur {seat.mark}"
    officer, caseworker = people("officer"), people("caseworker")
    officer.starts_at("Refer someone")
    _seals_what_is_known_of_whoever_was_harmed(officer)
    _writes(officer, family_name)
    officer.presses("Send referral")
    officer.is_told_off("Enter by when it must be complied with", "Enter when it was graded")
    officer.still_says(TYPED | {"Family name": family_name})
    officer.still_answers(CHOSEN)
    officer.reads_nothing_of(HARMED)
    officer.dates("By when must it be", timezone.localdate() + dt.timedelta(weeks=12))
    officer.dates("When was it graded?", timezone.localdate())
    officer.presses_twice("Send referral", then="Referral sent")

    case = _is_accepted(caseworker, family_name)
    officer.page.reload()
    officer.reads("Accepted")
    officer.reads_nothing_of(family_name)
    caseworker.page.goto(case)
    caseworker.reads("Attend both workshops", "Not to get in touch with one person")
    caseworker.reads_nothing_of(HARMED)


def _seals_what_is_known_of_whoever_was_harmed(officer: Hand) -> None:
    officer.types("Name of the person harmed", HARMED)
    officer.presses("Save this section")
    officer.reads("Sealed at")
    officer.reads_nothing_of(HARMED)


def _writes(officer: Hand, family_name: str) -> None:
    for summary in ("The disposal:", "Orders and bail"):
        officer.unfolds(summary)
    for label, words in (TYPED | {"Family name": family_name}).items():
        officer.types(label, words)
    officer.page.get_by_label("Order 1", exact=True).select_option("non_molestation")
    officer.dates("When was it given?", timezone.localdate())
    officer.answers(CHOSEN)


def _is_accepted(caseworker: Hand, family_name: str) -> str:
    """The address of the case."""
    caseworker.starts_at("Inbox", newest="received_at")
    expect(caseworker.row(family_name)).to_have_count(1)
    caseworker.opens_row(family_name)
    caseworker.reads("Conditional caution", "Attend both workshops", "medium", "DARA")
    caseworker.reads_nothing_of(HARMED)
    caseworker.presses("Accept and open a case")
    caseworker.reads("Making first contact")
    return caseworker.page.url
