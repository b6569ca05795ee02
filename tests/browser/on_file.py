"""What is written on a case: each page empty, refused and full, and the case with all of it."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from tests.browser.papers import chooses, until_checked
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit
from tests.kernel.attachments.files import pdf, picture


def fills_day(visit: Visit, legend: str, day: dt.date) -> None:
    group = visit.page.get_by_role("group", name=legend)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))


@tour(
    "caseworker",
    "referrals:notes", "referrals:mark_wrong", "referrals:orders", "referrals:change_order",
    "referrals:children", "referrals:safeguarding", "referrals:answer_safeguarding", "referrals:case",
    "referrals:onward", "referrals:answer_onward", "referrals:be_ready", "referrals:answer_marker",
    "referrals:set_task", "referrals:end_task", "referrals:to_do", "referrals:who_sees",
    "referrals:documents",
    "referrals:onward", "referrals:answer_onward",
    "referrals:consent", "referrals:basis", "referrals:decide_path", "referrals:equality",
)  # fmt: skip
def writing_on_a_case(visit: Visit) -> Iterator[Seen]:
    page, case = visit.page, visit.stock.referral("Sandpiper", accepted=True)
    for name in (
        "mark_wrong",
        "change_order",
        "answer_safeguarding",
        "answer_onward",
        "end_task",
        "answer_marker",
    ):
        yield visit.opens(f"referrals:{name}", case, state="with nothing to choose")
    for name, button in (
        ("notes", "Write note"),
        ("orders", "Record order"),
        ("children", "Record child"),
        ("safeguarding", "Record referral"),
        ("onward", "Record it"),
        ("set_task", "Add it"),
        ("be_ready", "Record it"),
        ("consent", "Record it"),
        ("basis", "Change it"),
        ("decide_path", "Decide"),
        ("equality", "Count these answers"),
    ):
        yield visit.opens(f"referrals:{name}", case)
        yield visit.refused(f"referrals:{name}", button)
    yield from _writes_notes(visit, case)
    visit.opens("referrals:orders", case)
    page.get_by_label("Which order?").select_option("restraining")
    page.get_by_label("Who made it?").fill("Westfield Magistrates’ Court")
    fills_day(visit, "When does it end?", timezone.localdate() + dt.timedelta(days=9))
    page.get_by_label("What does it ask of the person?").fill("No contact with one person.")
    visit.presses("Record order")
    visit.opens("referrals:children", case)
    page.get_by_label("Name").fill("Robin")
    page.get_by_label("Or age").fill("7")
    page.get_by_label("Their own child").check()
    page.locator("#id_social_worker").fill("A. Marsh, east team")
    page.get_by_label("Council of the social worker").fill("Westfield Council")
    page.get_by_label("Child protection plan").check()
    page.get_by_label("Whoever referred them").check()
    visit.presses("Record child")
    visit.opens("referrals:safeguarding", case)
    page.get_by_label("Children’s services").check()
    page.get_by_label("By telephone").check()
    page.get_by_label("What you told them, and why").fill("Said that the child is afraid at night.")
    visit.presses("Record referral")
    visit.opens("referrals:onward", case)
    page.get_by_label("Drink").check()
    page.get_by_label("To which service?").fill("Turning Tide")
    page.get_by_label("The person asked for it").check()
    visit.presses("Record it")
    visit.opens("referrals:be_ready", case)
    page.get_by_label("Dogs at the address").check()
    page.get_by_label("Who told you?").fill("PC 4410")
    fills_day(visit, "On which day?", timezone.localdate())
    visit.presses("Record it")
    visit.opens("referrals:set_task", case)
    page.get_by_label("What is there to do?").fill("Ask the court for the date.")
    fills_day(visit, "By when?", timezone.localdate() + dt.timedelta(days=2))
    visit.presses("Add it")
    yield visit.opens("referrals:to_do", state="with one")

    yield visit.opens("referrals:who_sees", case)
    yield visit.opens("referrals:case", case, query="?kind=note&period=month", state="with a part of it")
    yield from _adds_a_document(visit, case)
    visit.opens("referrals:case", case)
    yield visit.sees("referrals:case", "with something written on it")
    for name, link in (
        ("orders", "Record a change"),
        ("children", "Change, or take off"),
        ("safeguarding", "Record their answer"),
        ("onward", "Record what came of it"),
        ("set_task", "Say what came of it"),
        ("be_ready", "Say whether it is so"),
    ):
        yield visit.opens(f"referrals:{name}", case, state="with one")
        visit.follows(link)
        yield visit.sees(f"referrals:{name}", "of one")
    yield from _answers(visit, case)


def _writes_notes(visit: Visit, case: object) -> Iterator[Seen]:
    page = visit.page
    for words in ("Came on time, and stayed to the end.", "Wore a red coat."):
        visit.opens("referrals:notes", case)
        page.get_by_label("Fact, as I saw or heard it").check()
        page.get_by_label("Note", exact=True).fill(words)
        page.get_by_label("Colleagues who open this case").check()
        visit.presses("Write note")
    visit.opens("referrals:notes", case)
    visit.follows("Add to this note")
    yield visit.sees("referrals:notes", "added to")
    page.get_by_label("My opinion").check()
    page.get_by_label("Note", exact=True).fill("Seemed tired.")
    page.get_by_label("Colleagues who open this case").check()
    visit.presses("Add to the note")
    visit.opens("referrals:notes", case)
    visit.follows("Mark as wrong")
    yield visit.sees("referrals:mark_wrong", "of one note")
    yield visit.refused("referrals:mark_wrong", "Mark as wrong")
    page.get_by_role("radio").first.check()
    page.get_by_label("What is wrong with it?").fill("That was somebody else.")
    visit.presses("Mark as wrong")
    yield visit.opens("referrals:notes", case, state="with a wrong one")


def _adds_a_document(visit: Visit, case: object) -> Iterator[Seen]:
    yield visit.opens("referrals:documents", case)
    yield visit.refused("referrals:documents", "Add document")
    chooses(visit, picture(), "Photograph of a letter")
    visit.presses("Add document")
    chooses(visit, pdf(password="kestrel"), "Minutes of the conference")
    visit.presses("Add document")
    until_checked(visit)
    yield visit.sees("referrals:documents", "with one checked and one not taken")


def _answers(visit: Visit, case: object) -> Iterator[Seen]:
    for name, button in (
        ("end_task", "Record it"),
        ("answer_marker", "Record it"),
        ("change_order", "Record change"),
        ("answer_safeguarding", "Record answer"),
    ):
        yield visit.opens(f"referrals:{name}", case, state="with one")
        yield visit.refused(f"referrals:{name}", button)
    visit.page.get_by_role("radio").first.check()
    visit.page.get_by_label("Who said that they have it?").fill("Duty worker")
    visit.presses("Record answer")
    yield visit.sees("referrals:case", "with an answer")
