"""Somebody is worried about somebody else: a neighbour writes on the public page, whoever is harmed writes to
partner support alone, and a caseworker is rung. Nobody is approached, and each side hears its own."""

import re

from tests.journeys.conftest import People
from tests.journeys.hand import Hand


CRIES = "Shouting at night, and a child cries."
NUMBER, SAFE_NUMBER = "07700 900321", "07700 900654"


def test_a_neighbour_and_whoever_is_harmed_write_on_the_public_pages(people: People, seat):
    neighbour, harmed = f"Wilf {seat.mark}", f"Maren {seat.mark}"
    caseworker, link_worker = people("caseworker"), people("link_worker")
    before, slips = _enquiries(caseworker), _slips(link_worker)
    _tells(people.stranger(), neighbour)
    _writes_to_partner_support(people.stranger(), harmed)

    assert _enquiries(caseworker) == before + 1, "sent twice, it is there once"
    _decides(caseworker, neighbour)
    caseworker.reads_nothing_of(harmed, SAFE_NUMBER)

    assert _slips(link_worker) == slips + 1
    link_worker.opens_row("Somebody harmed, on the public page")
    link_worker.reads(harmed, SAFE_NUMBER, "Not at weekends.")
    link_worker.reads_nothing_of(neighbour, CRIES)


def _tells(neighbour: Hand, name: str) -> None:
    neighbour.page.goto("/get-in-touch/en/west/")
    neighbour.follows("Read what you can do")
    neighbour.reads("999", "get in touch with nobody unless that is safe")
    neighbour.follows("tell us what worries you")
    neighbour.types("What worries you?", CRIES)
    neighbour.types("What may we call you?", name)
    neighbour.answers({"May we get in touch with you?": "Yes"})
    neighbour.presses("Send it")
    neighbour.is_told_off("Enter how we may reach you")
    neighbour.still_says({"What worries you?": CRIES, "What may we call you?": name})
    neighbour.still_answers({"May we get in touch with you?": "Yes"})
    neighbour.types("How may we reach you safely?", NUMBER)
    neighbour.presses_twice("Send it", then="Thank you for telling us")
    neighbour.reads_nothing_of(name, CRIES, NUMBER)


def _writes_to_partner_support(harmed: Hand, name: str) -> None:
    harmed.page.goto("/get-in-touch/en/west/worried/")
    harmed.follows("write to partner support")
    harmed.presses("Send it")
    harmed.reads("Nothing was written, so nothing was sent.")
    harmed.types("What may we call you?", name)
    harmed.types("A number on which only you answer", SAFE_NUMBER)
    harmed.types("What should we know?", "Not at weekends.")
    harmed.presses_twice("Send it", then="Thank you for telling us")
    harmed.reads_nothing_of(name, SAFE_NUMBER)


def _enquiries(caseworker: Hand) -> int:
    """How many there are: the list says nobody's name. The newest stands first."""
    caseworker.page.goto("/enquiries/?sort=-came_at")
    return caseworker.counts()


def _decides(caseworker: Hand, neighbour: str) -> None:
    caseworker.opens_row("On the public page")
    caseworker.reads(neighbour, CRIES, "Not decided yet")
    caseworker.reads_nothing_of(NUMBER)
    caseworker.presses("Decide")
    caseworker.is_told_off("Choose whether it is safe", "Enter why")
    caseworker.answers({"Is it safe to get in touch?": re.compile("^Yes")})
    caseworker.types("Why?", "Lives alone, and says so.")
    caseworker.presses_twice("Decide", then="Enquiry")
    caseworker.reads("Decided: safe", NUMBER)


def _slips(link_worker: Hand) -> int:
    link_worker.starts_at("Slips", newest="sealed_at")
    return link_worker.counts()


def test_a_caseworker_who_is_rung_advises_first_and_keeps_each_where_it_belongs(people: People, seat):
    harmed, friend = f"Perpetua {seat.mark}", f"Ida {seat.mark}"
    caseworker = people("caseworker")
    before = _enquiries(caseworker)
    caseworker.presses("Write down an enquiry")
    caseworker.follows("Somebody they are worried about")
    caseworker.reads("Advice first", "They ring 999", "I cannot say whether anybody is known to us")
    caseworker.presses("Save this section")
    caseworker.presses("Go back")
    caseworker.types("Their name, or what to call them", harmed)
    caseworker.presses("Save this section")
    caseworker.reads("Sealed at")
    caseworker.reads_nothing_of(harmed)
    caseworker.follows("Write it down as an enquiry")
    _keeps_what_a_friend_asks(caseworker, friend)
    assert _enquiries(caseworker) == before + 1
    caseworker.opens_row("Somebody they are worried about")
    caseworker.reads(friend, "Not decided yet")
    caseworker.reads_nothing_of(harmed, NUMBER)

    link_worker = people("link_worker")
    link_worker.starts_at("Slips", newest="sealed_at")
    link_worker.opens_row("Threshold Centre")
    link_worker.reads(harmed)


def _keeps_what_a_friend_asks(caseworker: Hand, friend: str) -> None:
    asked = "What to do about a brother who shouts."
    typed = {"Who asked, if they said": friend, "What did they ask?": asked}
    for label, words in typed.items():
        caseworker.types(label, words)
    caseworker.answers({"How did they ask?": "By telephone"})
    caseworker.answers({"What comes next?": re.compile("^We get in touch")})
    caseworker.types("What did you tell them?", "To ring 999 when it happens.")
    caseworker.presses("Write it down")
    caseworker.is_told_off("Enter how they may be reached")
    caseworker.still_says(typed)
    caseworker.types("How may they be reached?", f"{NUMBER}, mornings")
    caseworker.presses_twice("Write it down", then="Enquiries")
