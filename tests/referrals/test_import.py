"""A service that kept its referrals in a spreadsheet brings them in: nothing is added unseen, nothing of
anybody harmed is kept, and what nobody worked on can be taken back."""

import csv
import datetime as dt
import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from chrysalis.audit.models import ChangeEntry
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import ChangeNotice
from referrals.actions import import_working
from referrals.forms.brought_in import Judge
from referrals.models import (
    Import,
    ImportFile,
    ImportRow,
    ImportState,
    PersonKey,
    ProfessionalDetails,
    Referral,
    Restriction,
    WrittenDown,
)
from referrals.rules.import_fields import FIELDS
from tests.referrals.test_triage import text


HEADINGS = (
    "Ref", "First name", "Surname", "DOB", "Gender", "Mobile", "Agency link", "Employer", "Date received",
    "Source", "Agency", "Referred by", "Job title", "Referrer email", "Behaviour", "Reason", "Consent",
    "Victim name", "Ex-partner’s address", "Favourite colour",
)  # fmt: skip
RECEIVED = f"{timezone.localdate() - dt.timedelta(days=40):%d/%m/%Y}"
RHYS = (
    "WC-1", "Rhys", "Larkspur", "14/03/1990", "M", "07700 900612", "No", "", RECEIVED,
    "Council", "Westfield Council", "Bel Tarn", "Social worker", "bel@westfield.example",
    "Economic, Physical", "Keeps the bank cards.", "y", "Maren Alder", "1 Hidden Lane", "Green",
)  # fmt: skip


def row(**changes):
    values = dict(zip(HEADINGS, RHYS, strict=True)) | changes
    return [values[heading] for heading in HEADINGS]


ROWS = [
    row(),
    row(Ref="WC-2", **{"First name": "Ivo", "Surname": "Dunnock", "DOB": "1985", "Consent": "maybe"}),
    row(Ref="WC-3", Agency="Lintel", DOB="", Gender="?", **{"First name": "Tam", "Surname": "=Whin"}),
    row(),
    row(Ref="WC-5", Surname="Sedge", Employer="Westfield Police", **{"Agency link": "Yes"}),
    row(Ref="WC-6", Surname="Rush", Employer="Threshold Centre", **{"Agency link": "yes"}),
    row(Ref="WC-7", **{"First name": "Cy", "Surname": "Teal", "DOB": "31/02/1990", "Date received": "soon"}),
    row(Ref="WC-8", **{"First name": "Di", "Surname": "=Fern", "Source": "Custody"}),
]  # fmt: skip


def as_csv(rows=ROWS, headings=HEADINGS, *, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(rows=ROWS, headings=HEADINGS):
    book, body = Workbook(), io.BytesIO()
    for line in (headings, *rows):
        book.active.append([cell if not str(cell).startswith("=") else f"'{cell}" for cell in line])
    book.create_sheet("Other")
    book.save(body)
    return body.getvalue()


def uploads(person, body, *, name="sheet.csv", **changes):
    fields = {"draft": str(uuid.uuid4()), "title": "Council referrals", "may_name": "no"}
    return person.sends("referrals:upload_import", sheet=SimpleUploadedFile(name, body), **fields | changes)


def works():
    import_working.work(Judge, clock=timezone.now, seconds=60)


def matches(person, brought, **changes):
    """As the page proposes."""
    page = person.opens("referrals:match_import", brought.pk)
    form = page.context["form"]
    fields = {name: form[name].initial or "" for name in form.fields}
    return person.sends("referrals:match_import", brought.pk, draft=str(uuid.uuid4()), **fields | changes)


def brings(person, body=None, **changes):
    """A spreadsheet, as far as every row of it is checked."""
    assert uploads(person, body or as_csv(), **changes).status_code == 302
    works()
    brought = Import.objects.order_by("-begun_at").first()
    assert matches(person, brought).status_code == 302
    works()
    brought.refresh_from_db()
    return brought


def sees(person, name, brought):
    """What the page says to which pressing a button leads."""
    return text(person.get(person.sends(name, brought.pk).headers["Location"]))


def states(brought):
    return dict(ImportRow.objects.filter(brought_in=brought).values_list("number", "state"))


@pytest.mark.usefixtures("noted")
def test_a_spreadsheet_is_checked_added_and_taken_back(world):
    person = world.caseworker
    assert "Nothing was brought in yet" in text(person.opens("referrals:imports"))
    assert uploads(person, as_csv()).status_code == 302
    brought = Import.objects.get()
    waiting = person.opens("referrals:import", brought.pk)
    assert "Being read" in text(waiting)
    assert waiting.headers["Refresh"] == "3"
    works()
    assert not bytes(ImportFile.objects.get().sealed)
    assert "The file was read and is not kept" in text(person.opens("referrals:import", brought.pk))
    page = text(person.opens("referrals:match_import", brought.pk))
    assert "Victim name, Ex-partner’s address" in page
    assert "Maren" not in page
    assert matches(person, brought, column_family_name="").status_code == 200
    assert matches(person, brought).status_code == 302
    assert "How far it is: 0 of 8 rows" in text(person.opens("referrals:import", brought.pk))
    works()
    checked = text(person.opens("referrals:import", brought.pk))
    assert states(brought) == {
        2: "ready", 3: "fault", 4: "ready", 5: "already", 6: "ready", 7: "fault", 8: "fault", 9: "fault"
    }  # fmt: skip
    for said in (
        "Consent:",
        "The same row stands earlier in this spreadsheet: row 2",
        "run from the day it was",
    ):
        assert said in checked, said
    assert not Referral.objects.exists()
    assert not ImportRow.objects.filter(cells__contains=["Maren Alder"]).exists()

    person.sends("referrals:run_import", brought.pk)
    works()
    rhys = Referral.objects.get(family_name="Larkspur")
    assert rhys.told_from == "Westfield Council"
    assert f"{timezone.localtime(rhys.received_at):%d/%m/%Y}" == RECEIVED
    assert rhys.first_contact_due_at < timezone.now()
    assert WrittenDown.objects.get(referral=rhys).way == "spreadsheet"
    assert ProfessionalDetails.objects.get(referral=rhys).behaviours == ["economic", "physical"]
    assert Referral.objects.get(family_name="=Whin").told_from == "Lintel"
    page = text(world.second_caseworker.opens("referrals:referral", rhys.pk))
    assert "In a spreadsheet" in page
    assert "Rhys Larkspur" in text(world.second_caseworker.opens("referrals:referral", rhys.pk))
    found = world.second_caseworker.sends("referrals:search", sought="Larkspur")
    assert rhys.reference in text(found)
    sedge = Referral.objects.get(family_name="Sedge")
    assert sedge.is_restricted
    assert Restriction.objects.get().employer.slug == "westfield-police"
    assert person.opens("referrals:referral", sedge.pk).status_code == 404

    carry()
    told = dict(ChangeNotice.objects.values_list("kind_slug", "subject_id"))
    assert told["referrals-brought-in"] == told["import-done"] == brought.pk
    assert told["restricted-referral-submitted"] == sedge.pk
    assert "referral-submitted" not in told

    accepted = Referral.objects.get(family_name="=Whin")
    world.second_caseworker.sends("referrals:accept", accepted.pk)
    person.sends("referrals:undo_import", brought.pk)
    works()
    done = text(person.opens("referrals:import", brought.pk))
    assert "Only people named for it may open it" in done
    assert "Somebody has worked on it: accepted" in done
    rhys.refresh_from_db()
    assert rhys.state == "withdrawn"
    assert states(brought) | {2: "taken_back", 4: "stays", 6: "stays"} == states(brought)
    assert "Larkspur" not in text(world.second_caseworker.opens("referrals:inbox"))
    gone = world.second_caseworker.sends("referrals:search", sought="Larkspur")
    assert rhys.reference not in text(gone)
    assert not PersonKey.objects.filter(referral=rhys, sweep_after=None).exists()
    words = set(ChangeEntry.objects.filter(word__startswith="import.").values_list("word", flat=True))
    assert words >= {"import.uploaded", "import.run", "import.read-rows", "import.taken-back"}
    again = sees(person, "referrals:run_import", brought)
    assert "This import is taken back" in again


@pytest.mark.usefixtures("noted")
def test_rows_with_faults_come_back_with_what_is_wrong_and_run_nothing(world):
    brought = brings(world.caseworker)
    answer = world.caseworker.opens("referrals:import_faults", brought.pk)
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["Row"] for line in lines] == ["3", "5", "7", "8", "9"]
    assert "Victim name" not in lines[0]
    assert lines[0]["What is wrong"].startswith("Consent: “maybe” is not one of: Yes; No; Not asked")
    assert "nobody else here may be told" in lines[2]["What is wrong"]
    assert "DOB" in lines[3]["What is wrong"]
    assert "“soon” is not a day" in lines[3]["What is wrong"]
    assert lines[4]["Surname"] == "'=Fern"
    assert "Police" in lines[4]["What is wrong"]


@pytest.mark.usefixtures("noted")
def test_nobody_else_sees_an_import(world):
    brought = brings(world.caseworker)
    for page in ("import", "match_import", "import_faults"):
        assert world.second_caseworker.opens(f"referrals:{page}", brought.pk).status_code == 404
        assert world.service_manager.opens(f"referrals:{page}", brought.pk).status_code == 403
    assert world.second_caseworker.sends("referrals:run_import", brought.pk).status_code == 404
    assert "Council referrals" not in text(world.second_caseworker.opens("referrals:imports"))
    assert "Council referrals" in text(world.caseworker.opens("referrals:imports"))
    assert world.caseworker_at_bridge.opens("referrals:upload_import").status_code == 409


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(
    "body",
    [
        as_csv(encoding="utf-8-sig"),
        as_csv(delimiter=";", encoding="cp1252"),
        as_csv(delimiter="\t", encoding="utf-16"),
        as_xlsx(),
    ],
    ids=["utf-8 with a mark", "windows", "tabs", "excel"],
)
def test_whatever_the_file_is_written_in_it_is_read_alike(world, body):
    brought = brings(world.caseworker, body)
    assert list(brought.left_out) == ["Victim name", "Ex-partner’s address"]
    assert [state for _, state in sorted(states(brought).items())][:4] == [
        "ready",
        "fault",
        "ready",
        "already",
    ]


def _zipped(**parts):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return body.getvalue()


TYPES = {"[Content_Types].xml": "<Types/>"}


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "old Excel file"),
        (_zipped(**TYPES, **{"xl__vbaProject.bin": "x"}), "holds macros"),
        (_zipped(**TYPES, **{"xl__worksheets__sheet1.xml": b"0" * 30_000_000}), "unpacks to far more"),
        (_zipped(**TYPES, **{"xl__workbook.xml": "<"}), "no spreadsheet that can be read"),
        (b"PK nonsense", "no spreadsheet that can be read"),
        (b"Name\n", "no rows below the headings"),
        (b"\x00\x01\x02", "no spreadsheet that can be read"),
    ],
    ids=["old", "macros", "bomb", "broken", "no zip", "empty", "binary"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(world, body, said):
    assert uploads(world.caseworker, body).status_code == 302
    works()
    brought = Import.objects.get()
    assert brought.state == ImportState.FAILED
    assert said in text(world.caseworker.opens("referrals:import", brought.pk))
    assert not bytes(ImportFile.objects.get().sealed)


@pytest.mark.usefixtures("noted")
def test_what_is_too_large_or_has_macros_is_not_taken(world, settings):
    assert "can hold macros" in text(uploads(world.caseworker, as_csv(), name="sheet.xlsm"))
    nothing = {"draft": str(uuid.uuid4()), "title": "Nothing", "may_name": "no"}
    assert "Choose the spreadsheet" in text(world.caseworker.sends("referrals:upload_import", **nothing))
    assert "ends in .csv or .xlsx" in text(uploads(world.caseworker, as_csv(), name="sheet.py"))
    assert "The file is empty" in text(uploads(world.caseworker, b""))
    large = text(uploads(world.caseworker, b"a,b\n" * 3_000_000))
    assert "larger than 10 MB" in large
    settings.IMPORT_ROWS = 3
    assert uploads(world.caseworker, as_csv()).status_code == 302
    works()
    assert Import.objects.get().why == "too_many"


@pytest.mark.usefixtures("noted")
def test_what_was_typed_comes_back_and_rows_that_all_have_faults_are_not_added(world):
    half = {"draft": str(uuid.uuid4()), "draft_form": "import", "title": "Half"}
    world.caseworker.sends("drafts:save", **half)
    page = text(world.caseworker.opens("referrals:upload_import", draft=half["draft"]))
    assert "Choose the file again" in page
    assert "Half" in page
    brought = brings(world.caseworker, as_csv([ROWS[1]]))
    assert "There is nothing to add" in text(world.caseworker.opens("referrals:import", brought.pk))
    half = {"draft": str(uuid.uuid4()), "draft_form": "import-columns", "draft_subject": str(brought.pk)}
    world.caseworker.sends("drafts:save", **half, all_post="Nurse")
    page = world.caseworker.opens("referrals:match_import", brought.pk, draft=half["draft"])
    assert "This is what you had chosen" in text(page)
    assert "Nurse" in text(page)
    world.caseworker.sends("referrals:discard_import", brought.pk)
    late = world.caseworker.opens("referrals:match_import", brought.pk)
    assert late.headers["Location"] == f"/imports/{brought.pk}/"


def test_pressed_twice_it_is_uploaded_once(world):
    same = str(uuid.uuid4())
    first, second = (uploads(world.caseworker, as_csv(), draft=same) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Import.objects.count() == 1


@pytest.mark.usefixtures("noted")
def test_free_text_is_left_out_unless_somebody_looked(world):
    brought = brings(world.caseworker, may_name="unsure")
    assert "Reason" in brought.left_out
    assert not ImportRow.objects.filter(cells__contains=["Keeps the bank cards."]).exists()
    page = text(world.caseworker.opens("referrals:match_import", brought.pk))
    assert "Columns of free text are not offered" in page
    world.caseworker.sends("referrals:run_import", brought.pk)
    works()
    details = ProfessionalDetails.objects.filter(referral__family_name="Larkspur").get()
    assert "the spreadsheet may name somebody harmed" in details.what_happened


@pytest.mark.usefixtures("noted")
def test_a_second_spreadsheet_adds_only_what_is_new(world):
    first = brings(world.caseworker)
    world.caseworker.sends("referrals:run_import", first.pk)
    works()
    new = row(Ref="WC-9", **{"First name": "Ada", "Surname": "Plover"})
    again = brings(world.second_caseworker, as_csv([*ROWS, new]))
    said = dict(ImportRow.objects.filter(brought_in=again).values_list("number", "said"))
    assert "A referral of the same name and day is there: CHR-" in said[2]
    # SAFETY: that somebody restricted is there is not told.
    assert states(again)[6] == "ready"
    assert states(again)[10] == "ready"
    mine = brings(world.caseworker, as_csv([*ROWS, new]))
    assert dict(ImportRow.objects.filter(brought_in=mine).values_list("number", "said"))[2] == (
        "You brought in the same row before"
    )


@pytest.mark.usefixtures("noted")
def test_thrown_away_it_is_empty_and_swept_and_late_it_is_not_undone(world, settings):
    brought = brings(world.caseworker)
    thrown = sees(world.caseworker, "referrals:discard_import", brought)
    assert "Nothing of it was added" in thrown
    assert not any(ImportRow.objects.values_list("cells", flat=True))
    ImportRow.objects.update(sweep_after=timezone.now() - dt.timedelta(hours=1))
    import_working.sweep()
    assert not ImportRow.objects.exists()
    settings.IMPORT_DAYS = 0
    second = brings(world.caseworker)
    world.caseworker.sends("referrals:run_import", second.pk)
    works()
    late = sees(world.caseworker, "referrals:undo_import", second)
    assert "taken back are over" in late
    assert Referral.objects.filter(state="received").exists()


@pytest.mark.usefixtures("noted")
def test_a_place_that_ended_stops_it_and_what_was_added_stays(world, settings):
    settings.IMPORT_BATCH = 1
    brought = brings(world.caseworker)
    world.caseworker.sends("referrals:run_import", brought.pk)
    import_working.work(Judge, clock=timezone.now, seconds=0)
    assert Referral.objects.count() == 1
    Import.objects.filter(pk=brought.pk).update(attempts=import_working.MOST)
    works()
    stopped = text(world.caseworker.opens("referrals:import", brought.pk))
    assert "Stopped on the way" in stopped
    assert "Go on" in stopped
    world.caseworker.sends("referrals:run_import", brought.pk)
    works()
    assert Referral.objects.count() == 3
    place = world.caseworker.membership
    world.caseworker.sends("referrals:undo_import", brought.pk)
    place.ends_on = timezone.localdate()
    place.save()
    works()
    brought.refresh_from_db()
    assert (brought.state, brought.why) == ("stopped", "left")
    assert Referral.objects.filter(state="received").count() == 3


@pytest.mark.usefixtures("noted")
def test_the_template_is_a_spreadsheet_that_can_be_brought_in(world):
    answer = world.caseworker.opens("referrals:import_template")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert reverse("referrals:import_template") == "/imports/template/"
    assert uploads(world.caseworker, answer.content).status_code == 302
    works()
    brought = Import.objects.get()
    # SAFETY: every column of it is read and known again: who works for an agency is hidden by one of them.
    assert brought.left_out == []
    assert brought.headings == [field.label for field in FIELDS.values()]
    form = world.caseworker.opens("referrals:match_import", brought.pk).context["form"]
    unguessed = [name for name in FIELDS if not form[f"column_{name}"].initial]
    assert unguessed == []
