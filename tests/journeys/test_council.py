"""A social worker begins a referral in parts and is called away; a colleague of the council goes on with it,
in another order, and sends it. And the same door on one page, for whoever has it all at hand."""

from playwright.sync_api import expect

from tests.browser.stock import Stock
from tests.journeys.conftest import People
from tests.journeys.hand import Hand


HARMED = "Maren Alderbrook"
HAPPENED = "Keeps the bank cards, and asks for every receipt."
COLLEAGUE = "second_social_worker"
NO_AGENCY = {"Does the person work for, or have close links with": "No"}
YOU = {"Your post": "Social worker", "Your telephone or work e-mail": "0121 496 0041"}
WITHOUT = {
    "If they have not agreed: why do you refer": "To prevent serious harm to somebody",
}


def test_begun_by_one_and_sent_by_another(people: People, seat, live):
    if COLLEAGUE not in live.people:
        Stock(live).someone_new(COLLEAGUE, ("westfield-council", "referrer"))
    family_name, called = f"Dunlin {seat.mark}", f"Tuesday, at {seat.width}"
    first, second = people("social_worker"), people(COLLEAGUE)
    begun = _begins(first, family_name, called)
    _goes_on(second, called)
    second.reads_nothing_of(HARMED)
    second.follows("Check and send")
    second.reads(family_name, HAPPENED, "Two, 3 and 5", "To prevent serious harm")
    second.presses_twice("Send referral", then="Referral sent")

    first.page.goto(begun)
    first.heads("This referral was sent")
    first.follows("Sent")
    first.reads("Received")
    _stands_in_the_inbox(people("caseworker"), family_name)


def _begins(first: Hand, family_name: str, called: str) -> str:
    """Two parts of ten, and half of a third; with a name by which a colleague finds it. Its address."""
    first.starts_at("Refer someone")
    first.presses("Start a referral")
    first.types("Given names", "Rhys")
    first.presses("Save and go on")
    first.is_told_off("Enter", "Choose")
    first.still_says({"Given names": "Rhys"})
    first.types("Family name", family_name)
    first.answers({"Sex": "Male"} | NO_AGENCY)
    first.presses("Save and go on")
    with first.page.expect_navigation():
        first.page.get_by_role("link", name="All parts").click()
    first.follows("Children")
    first.types("Children", "Two, 3 and 5")
    first.presses("Save and finish later")
    first.follows("Why now, and what you hope for")
    first.types("What has happened, and why do you refer now?", HAPPENED)
    first.presses("Save and finish later")
    first.follows("Name it, or choose who goes on with it")
    first.types("What do you call it?", called)
    first.presses("Save")
    return first.page.url


def _goes_on(second: Hand, called: str) -> None:
    second.starts_at("Refer someone")
    second.reads("3 of 10 parts")
    second.main.get_by_role("link", name=called).first.click()
    second.heads("Refer someone")
    second.follows("For partner support only")
    second.types("Name of the person harmed", HARMED)
    second.presses("Save this section")
    second.reads("Sealed at")
    second.follows("Agreement, and how to reach you")
    second.answers({"Does the person agree": "No"})
    for label, words in YOU.items():
        second.types(label, words)
    second.presses("Save and go on")
    second.is_told_off("Choose why you refer without their agreement")
    second.still_says(YOU)
    second.answers(WITHOUT)
    second.types("Why is that necessary", "Threats this week. Decided by the team manager.")
    second.presses("Save and finish later")
    second.follows("Why now, and what you hope for")
    second.still_says({"What has happened, and why do you refer now?": HAPPENED})
    second.answers({"What kinds of behaviour": "Economic"})
    second.presses("Save and finish later")


def test_on_one_page(people: People, seat):
    family_name = f"Godwit {seat.mark}"
    typed = YOU | {
        "Given names": "Rhys",
        "Family name": family_name,
        "What has happened, and why do you refer now?": HAPPENED,
    }
    chosen = NO_AGENCY | {"Sex": "Male", "What kinds of behaviour": "Economic"}
    worker = people("social_worker")
    worker.starts_at("Refer someone")
    worker.follows("Everything on one page")
    for label, words in typed.items():
        worker.types(label, words)
    worker.answers(chosen)
    worker.presses("Send referral")
    worker.is_told_off("Choose whether the person agrees")
    worker.still_says(typed)
    worker.still_answers(chosen)
    worker.answers({"Does the person agree": "Yes"})
    worker.presses_twice("Send referral", then="Referral sent")
    _stands_in_the_inbox(people("caseworker"), family_name)
    worker.page.reload()
    worker.reads("Accepted")


def _stands_in_the_inbox(caseworker: Hand, family_name: str) -> None:
    caseworker.starts_at("Inbox", newest="received_at")
    expect(caseworker.row(family_name)).to_have_count(1)
    expect(caseworker.row(family_name)).to_contain_text("Westfield Council")
    caseworker.opens_row(family_name)
    caseworker.reads(HAPPENED)
    caseworker.reads_nothing_of(HARMED)
    caseworker.presses("Accept and open a case")
    caseworker.reads("Making first contact")
