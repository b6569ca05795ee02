"""A spreadsheet of referrals: uploaded, its columns matched, looked at before anything is added, added, and
taken back."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import People
from tests.journeys.hand import Hand


HEADINGS = (
    "First name,Surname,Date received,Referred by,Job title,Referrer email,Behaviour,Reason,Consent,Victim"
)
ROW = "{},{},{},Bel Tarn,Social worker,bel@westfield.example,Economic,Keeps the cards.,{},Merle Ashdown"
UPLOAD = {"What is it?": "Council referrals"}


def test_brought_in_looked_at_added_and_taken_back(people: People, seat):
    right, wrong = f"Dunnock {seat.mark}", f"Whin {seat.mark}"
    caseworker = people("caseworker")
    caseworker.starts_at("Inbox")
    caseworker.follows("Bring in a spreadsheet")
    _uploads(caseworker, right, wrong)
    _matches_the_columns(caseworker)
    _sees_what_would_become_of_each(caseworker, right, wrong)
    caseworker.main.get_by_role("button", name="Add the referrals").dblclick()
    caseworker.waits_for("What was added is in the inbox.")
    ours = caseworker.page.url

    colleague = people("second_caseworker")
    colleague.starts_at("Inbox", newest="received_at")
    expect(colleague.row(right)).to_have_count(1)
    expect(colleague.row(right)).to_contain_text("Westfield Council")
    assert not colleague.row(wrong).count()
    colleague.opens_row(right)
    colleague.reads("Keeps the cards.", "Bel Tarn")
    colleague.reads_nothing_of("Merle Ashdown")

    caseworker.page.goto(ours)
    caseworker.unfolds("Take the import back")
    caseworker.main.get_by_role("button", name="Take it back").dblclick()
    caseworker.waits_for("What nobody had worked on was taken back.")
    colleague.starts_at("Inbox")
    assert not colleague.row(right).count()


def _uploads(caseworker: Hand, right: str, wrong: str) -> None:
    """With no file at first: what was said of it stays."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    rows = [ROW.format("Ivo", right, day, "yes"), ROW.format("Tam", wrong, day, "maybe")]
    body = "\n".join([HEADINGS, *rows]).encode()
    caseworker.follows("Bring in a spreadsheet")
    caseworker.types("What is it?", UPLOAD["What is it?"])
    caseworker.answers({"Does anything in it": "No, I have looked"})
    caseworker.presses("Upload")
    caseworker.is_told_off("Choose")
    caseworker.still_says(UPLOAD)
    caseworker.still_answers({"Does anything in it": "No, I have looked"})
    file = {"name": "sheet.csv", "mimeType": "text/csv", "buffer": body}
    caseworker.page.get_by_label("The spreadsheet").set_input_files(file)
    caseworker.presses("Upload")
    caseworker.waits_for("The file was read and is not kept.")


def _matches_the_columns(caseworker: Hand) -> None:
    caseworker.follows("Match the columns")
    caseworker.reads("Left out:", "Victim")
    caseworker.page.get_by_label("Where empty: name of their agency").fill("Westfield Council")
    caseworker.presses("Check every row")
    caseworker.is_told_off("")
    caseworker.still_says({"Where empty: name of their agency": "Westfield Council"})
    caseworker.page.get_by_label("Where empty: where whoever referred works").select_option("council")
    caseworker.page.get_by_label("Where empty: works for, or has close links").select_option("no")
    caseworker.presses("Check every row")
    caseworker.waits_for("If you add the 1 referral:")


def _sees_what_would_become_of_each(caseworker: Hand, right: str, wrong: str) -> None:
    caseworker.reads_nothing_of("Merle Ashdown")
    expect(caseworker.row(wrong)).to_contain_text(re.compile("consent|agrees", re.IGNORECASE))
    with caseworker.page.expect_download() as faults:
        caseworker.main.get_by_role("link", name="Download the rows that are not added").click()
    said = faults.value.path().read_text()
    assert wrong in said
    assert right not in said
