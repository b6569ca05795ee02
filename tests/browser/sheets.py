"""Bringing in a spreadsheet, on the real stack with its worker; and spreadsheets for other tests to find."""

import uuid
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from referrals.actions import import_working, importing
from referrals.forms.brought_in import Judge
from referrals.models import Import
from referrals.rules.import_fields import guess
from tests.browser.stock import Stock
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


HEADINGS = (
    "First name,Surname,Date received,Referred by,Job title,Referrer email,Behaviour,Reason,Consent,Victim"
)
ROWS = (
    "Ivo,Dunnock,{},Bel Tarn,Social worker,bel@westfield.example,Economic,Keeps the cards.,{},Somebody",
    "Tam,Whin,{},Bel Tarn,Social worker,bel@westfield.example,Economic,Keeps the cards.,{},Somebody",
)
FOR_ALL = {"sex": "not_known", "source": "council", "agency": "Westfield Council", "agency_link": "no"}


def sheet(*answers: str) -> bytes:
    day = f"{timezone.localdate():%d/%m/%Y}"
    rows = [row.format(day, answer) for row, answer in zip(ROWS, answers, strict=True)]
    return "\n".join([HEADINGS, *rows]).encode()


def brought(stock: Stock, *, is_run: bool = False) -> uuid.UUID:
    """The key of one whose columns are matched: checked; or added, all of it."""
    with stock.live.committed():
        by, at, scheme = stock.hat("caseworker"), timezone.now(), Scheme.objects.get(slug="west")
        with acting_as(by):
            made = importing.upload(scheme, sheet("yes", "maybe"), title="Old", may_name="no", by=by, at=at)
        _work()
        with acting_as(by):
            made = Import.objects.get(pk=made.pk)
            columns = guess(list(made.headings))
            importing.match(made, columns=columns, for_all=FOR_ALL, by=by, at=at)
        _work()
        if is_run:
            with acting_as(by):
                importing.run(made, by=by, at=at)
            _work()
        return made.pk


def _work() -> None:
    import_working.work(Judge, clock=timezone.now, seconds=60)


@tour(
    "caseworker",
    "referrals:imports", "referrals:upload_import", "referrals:import", "referrals:match_import",
    first=True,
)  # fmt: skip
def bringing_in(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("referrals:imports")
    yield visit.opens("referrals:upload_import")
    yield visit.refused("referrals:upload_import", "Upload")
    _upload(visit, sheet("yes", "maybe"))
    _until(visit, "The file was read and is not kept.")
    yield visit.sees("referrals:import", "read")
    visit.presses("Match the columns")
    yield visit.sees("referrals:match_import", "as the headings say")
    yield visit.refused("referrals:match_import", "Check every row")
    page.get_by_label("Where empty: where whoever referred works").select_option("council")
    page.get_by_label("Where empty: name of their agency").fill("Westfield Council")
    page.get_by_label("Where empty: works for, or has close links").select_option("no")
    yield visit.resumed("Columns of a spreadsheet", "referrals:match_import")
    visit.presses("Check every row")
    _until(visit, "Add the referrals")
    yield visit.sees("referrals:import", "checked")
    visit.presses("Add the referrals")
    _until(visit, "What was added is in the inbox.")
    yield visit.sees("referrals:import", "done")
    page.get_by_text("Take the import back").click()
    visit.presses("Take it back")
    _until(visit, "What nobody had worked on was taken back.")
    yield visit.sees("referrals:import", "undone")
    visit.opens("referrals:upload_import")
    _upload(visit, b"nothing")
    _until(visit, "There are no rows below the headings")
    yield visit.sees("referrals:import", "that cannot be read")
    yield visit.opens("referrals:imports", state="with two")


def _upload(visit: Visit, body: bytes) -> None:
    page = visit.page
    page.get_by_label("What is it?").fill("Council referrals")
    file = {"name": "sheet.csv", "mimeType": "text/csv", "buffer": body}
    page.get_by_label("The spreadsheet").set_input_files(file)
    page.get_by_role("group", name="Does anything in it").get_by_label("No, I have looked").check()
    visit.presses("Upload")


def _until(visit: Visit, words: str) -> None:
    """The worker's part, with the page that looks again by itself: looked at again sooner here."""
    for _ in range(150):
        if visit.page.get_by_text(words).count():
            visit.opens("referrals:import", visit.page.url.rstrip("/").rpartition("/")[2])
            return
        visit.page.wait_for_timeout(200)
        visit.page.reload()
    raise TimeoutError(words)
