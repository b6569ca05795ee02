"""Documents that people send about somebody referred: seen by nobody before they are checked, kept with what
was typed, and never kept on this side where they name anybody harmed."""

import io
import uuid

import pikepdf
import pytest
from django.core.files.storage import storages

from chrysalis.agencies.models import Agreement
from chrysalis.audit.models import ChangeEntry, SafetyEntry
from chrysalis.drafts.models import Draft
from chrysalis.drafts.sealing import unseal
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.models import AccountNotice, ChangeNotice, SafetyNotice
from partners.models import Slip, SlipDocument
from referrals.actions import attaching
from referrals.models import CaseDocument, Referral, ReferralDocument
from tests.kernel.attachments.files import acts, pdf, picture, zipped
from tests.partners.told import NEVER
from tests.referrals.sending import adds, checks, document, puts_on, quick_and_empty
from tests.referrals.test_professional_referral import RHYS, refers
from tests.referrals.test_triage import text


pytestmark = pytest.mark.usefixtures("noted", quick_and_empty.__name__)


@pytest.fixture
def typed():
    """What is on the page of the referral so far, which has one mistake."""
    return RHYS | {
        "draft": str(uuid.uuid4()),
        "draft_form": "custody-referral",
        "draft_subject": "",
        "post": "",
    }


@pytest.fixture
def case(world):
    refers(world.social_worker)
    world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
    return Referral.objects.get().case


def kept():
    """How many files lie there."""
    storage = storages["attachments"]
    folders = [f"{side}/{each}" for side in ("change", "safety") for each in _in(storage, side)[0]]
    return sum(len(_in(storage, folder)[1]) for folder in folders)


def _in(storage, folder):
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def test_a_document_goes_with_a_referral_and_is_opened_once_it_is_checked(world, typed):
    person = world.social_worker
    refused = text(adds(person, typed, zipped("[Content_Types].xml", "word/document.xml"), name="a.pdf"))
    assert "Office documents are not taken, since they can hold programs" in refused
    assert "Keeps the bank cards" in refused  # what was typed stays
    assert "Enter your post" not in refused

    added = adds(person, typed)
    page = text(person.get(added.headers["Location"]))
    for said in ("Taken at", "Report of the conference", "Being checked", "Keeps the bank cards"):
        assert said in page
    assert "Maren Alder" not in page
    assert NEVER not in unseal(Draft.objects.get().sealed)

    adds(person, typed, pdf(password="kestrel"), title="Minutes of March")
    checks()
    page = text(person.get(added.headers["Location"]))
    assert "Being checked" not in page
    assert "The PDF is locked with a password" in page
    back = ReferralDocument.objects.get(title="Minutes of March")
    taken = person.sends("referrals:submit", **typed, take_back=str(back.pk))
    assert "Minutes of March" not in text(person.get(taken.headers["Location"]))
    assert person.sends("referrals:submit", **typed, take_back=str(back.pk)).status_code == 404

    # A file that was chosen goes along with the button that sends; what is missing is said, and it is kept.
    refused = text(person.sends("referrals:submit", **typed, **document(picture(), title="Photograph")))
    assert "Enter your post" in refused
    assert "Photograph" in refused
    assert person.sends("referrals:submit", **typed | {"post": "Social worker"}).status_code == 302

    referral = Referral.objects.get()
    assert "Being checked" in text(world.caseworker.opens("referrals:referral", referral.pk))
    last = ReferralDocument.objects.get(title="Photograph")
    assert world.caseworker.opens("referrals:referral_document", referral.pk, last.pk).status_code == 404
    checks()
    page = text(world.caseworker.opens("referrals:referral", referral.pk))
    assert "Being checked" not in page
    assert "Minutes of March" not in page
    first = ReferralDocument.objects.get(title="Report of the conference")
    opened = world.caseworker.opens("referrals:referral_document", referral.pk, last.pk)
    assert opened.headers["Content-Type"] == "image/jpeg"

    opened = world.caseworker.opens("referrals:referral_document", referral.pk, first.pk)
    assert opened.headers["Content-Disposition"] == f'attachment; filename="{first.file_name}"'
    assert opened.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in opened.headers["Cache-Control"]
    with pikepdf.open(io.BytesIO(opened.content)) as shown:
        assert not shown.docinfo
    assert ChangeEntry.objects.filter(word="document.read", subjects=[referral.pk]).count() == 2

    for stranger in (world.caseworker_elsewhere, world.social_worker):
        assert stranger.opens("referrals:referral_document", referral.pk, first.pk).status_code in (403, 404)
    assert "Report of the conference" not in text(person.opens("referrals:sent"))


def test_what_names_somebody_harmed_is_never_on_this_side(world, typed):
    person = world.social_worker
    assert "Choose whether it names or describes anyone harmed" in text(adds(person, typed, names=""))
    plain, harmed = adds(person, typed), adds(person, typed, title="Medical report", names="not_sure")
    assert plain.status_code == harmed.status_code == 302
    page = text(person.get(harmed.headers["Location"]))
    assert "Taken at" in page
    assert "Medical report" not in page
    assert ReferralDocument.objects.count() == 1
    assert ChangeEntry.objects.filter(word="document.attached").count() == 1
    assert SafetyEntry.objects.filter(word="slip.sealed").count() == 1
    person.sends("referrals:submit", **typed | {"post": "Social worker"})
    checks()

    slip, sent = Slip.objects.get(), SlipDocument.objects.get()
    referral = Referral.objects.get()
    assert slip.came_with == referral.sent_as
    assert "Medical report" not in text(world.caseworker.opens("referrals:referral", referral.pk))
    assert "Medical report</a>, PDF" in text(world.link_worker.opens("partners:slip", slip.pk))
    opened = world.link_worker.opens("partners:slip_document", slip.pk, sent.pk)
    assert opened.content.startswith(b"%PDF")
    assert SafetyEntry.objects.filter(word="slip-document.read", subjects=[slip.pk]).count() == 1
    for stranger in (world.caseworker, world.social_worker, world.link_worker_elsewhere):
        assert stranger.opens("partners:slip_document", slip.pk, sent.pk).status_code in (403, 404)

    world.link_worker.sends("partners:file", slip.pk, about="new")
    assert "With a document" in text(world.link_worker.opens("partners:survivor", slip.filing.survivor_id))


def test_a_caseworker_adds_documents_to_a_case(world, case):
    refers(world.social_worker)
    assert "Documents added to the case: none recorded" in text(
        world.caseworker.opens("referrals:case", case.pk)
    )
    assert "Choose the document" in text(
        world.caseworker.sends("referrals:documents", case.pk, draft=str(uuid.uuid4()))
    )
    same = document()
    sent = world.caseworker.sends("referrals:documents", case.pk, draft=(key := str(uuid.uuid4())), **same)
    assert "Taken at" in text(world.caseworker.get(sent.headers["Location"]))
    again = world.caseworker.sends("referrals:documents", case.pk, draft=key, **document())
    assert again.headers["Location"] == sent.headers["Location"]
    found = CaseDocument.objects.get()
    assert world.caseworker.opens("referrals:case_document", case.pk, found.pk).status_code == 404
    checks()
    opened = world.caseworker.opens("referrals:case_document", case.pk, found.pk)
    assert opened.content.startswith(b"%PDF")
    assert "opened a document" in text(world.caseworker.opens("referrals:who_looked", case.pk)).lower()
    assert "Report of the conference" in text(world.caseworker.opens("referrals:case", case.pk))
    assert world.caseworker_elsewhere.opens("referrals:case_document", case.pk, found.pk).status_code == 404

    puts_on(world.caseworker, case, title="Letter with an address", names="yes")
    assert CaseDocument.objects.count() == 1
    slip = Slip.objects.get()
    assert slip.details.person_held == case.person_name
    assert "Letter with an address" not in text(world.caseworker.opens("referrals:documents", case.pk))
    assert "Being checked" in text(world.link_worker.opens("partners:slip", slip.pk))


def test_what_is_refused_is_told_and_its_bytes_are_gone(world, case, monkeypatch):
    puts_on(world.caseworker, case, pdf(OpenAction=acts("Launch", F="a.exe")))
    puts_on(world.caseworker, case, pdf(password="kestrel"), title="Locked", names="yes")
    checks()
    carry()
    assert not kept()
    assert ChangeNotice.objects.get(kind_slug="document-refused").worker_id == world.caseworker.worker.pk
    assert SafetyNotice.objects.filter(kind_slug="slip-document-refused").exists()
    page = text(world.caseworker.opens("referrals:documents", case.pk))
    assert "Not taken" in page
    assert "The PDF holds a program" in page
    assert "The PDF is locked with a password" in text(
        world.link_worker.opens("partners:slip", Slip.objects.get().pk)
    )
    found = CaseDocument.objects.get()
    assert world.caseworker.opens("referrals:case_document", case.pk, found.pk).status_code == 404

    monkeypatch.setattr("chrysalis.attachments.clamd.is_infected", lambda body: True)
    puts_on(world.caseworker, case)
    puts_on(world.caseworker, case, names="yes")
    checks()
    carry()
    assert not kept()
    assert ChangeNotice.objects.get(kind_slug="document-infected").worker_id == world.caseworker.worker.pk
    assert AccountNotice.objects.filter(kind_slug="virus-found").count() == 2


@pytest.mark.parametrize(
    ("size", "name", "said"),
    [
        (0, "a.pdf", "The file is empty"),
        (1_000_001, "a.pdf", "The file is too large"),
        (3, f"{'x' * 200}.exe", ""),
        (3, "\u202efdp.exe\u0000/../../a", ""),
    ],
)
def test_files_of_any_size_and_name(world, case, monkeypatch, size, name, said):
    monkeypatch.setitem(attaching_pages(), "referrals:documents", 1_000_000)
    answer = puts_on(world.caseworker, case, b"x" * size, name=name)
    if said:
        assert said in text(answer)
    assert CaseDocument.objects.count() == (0 if said else 1)
    assert not any(name[:6] in stored for stored in CaseDocument.objects.values_list("stored", flat=True))


def attaching_pages():
    from chrysalis import uploads

    return uploads.TAKES


def test_there_are_not_more_than_may_be(world, case, typed, settings):
    settings.ATTACHMENTS_MOST = 1
    puts_on(world.caseworker, case)
    assert "There are 1 documents already" in text(puts_on(world.caseworker, case))
    adds(world.social_worker, typed)
    assert "There are 1 documents already" in text(adds(world.social_worker, typed))
    assert (CaseDocument.objects.count(), ReferralDocument.objects.count()) == (1, 1)


def test_where_nobody_receives_it_what_names_somebody_is_not_taken(world, typed, monkeypatch):
    monkeypatch.setattr("referrals.views.attaching.receiver_in", lambda scheme: None)
    assert "There is no partner support here" in text(adds(world.social_worker, typed, names="yes"))
    assert not Slip.objects.exists()
    assert adds(world.social_worker, typed).status_code == 302


def test_on_hold_nothing_is_taken(world, typed):
    Agreement.objects.update(expires_on="2026-01-01", starts_on="2025-01-01")
    for names in ("yes", "no"):
        adds(world.social_worker, typed, names=names)
    assert not Slip.objects.exists()
    assert not ReferralDocument.objects.exists()


def test_what_was_never_sent_goes_with_its_file(world, typed, monkeypatch):
    adds(world.social_worker, typed)
    checks()
    assert kept() == 1
    ReferralDocument.objects.update(sweep_after="2026-01-01T00:00Z")
    attaching.sweep_held()
    assert not ReferralDocument.objects.exists()


def test_the_desk_of_a_custody_suite_takes_none(world):
    page = text(world.sergeant.opens("referrals:submit"))
    assert "Documents (optional)" not in page
    assert "multipart" not in page
    fields = {"draft": str(uuid.uuid4()), "attach": "1"} | document()
    world.sergeant.sends("referrals:submit", **fields)
    assert not ReferralDocument.objects.exists()
