"""Whatever somebody sends, what is opened is a copy that can do nothing and tells nothing of its making."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from chrysalis.attachments.cleaner import cleaned
from chrysalis.attachments.cleaning import clean
from chrysalis.attachments.kinds import Kind, kind_of
from chrysalis.attachments.refusals import Refused, Why
from tests.kernel.attachments.files import EICAR, WHERE, acts, pdf, picture, zipped


D, N = pikepdf.Dictionary, pikepdf.Name
SCRIPT = acts("JavaScript", JS="app.alert(1)")


def of(body):
    return cleaned(body, kind_of(body), most_pixels=1_000_000)


def why(body):
    with pytest.raises(Refused) as refused:
        of(body)
    return refused.value.why


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", Why.EMPTY),
        (zipped("[Content_Types].xml", "word/document.xml"), Why.OFFICE),
        (zipped("[Content_Types].xml", "xl/vbaProject.bin"), Why.OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Why.OFFICE),
        (b"{\\rtf1 \\object}", Why.OFFICE),
        (zipped("one.pdf"), Why.ARCHIVE),
        (b"\x1f\x8b\x08\x00", Why.ARCHIVE),
        (bytes(257) + b"ustar\x00", Why.ARCHIVE),
        (b"\x00\x00\x00\x18ftypheic", Why.PHOTOGRAPH),
        (b"MZ\x90\x00", Why.OTHER),
        (b"GIF89a\x01\x00", Why.OTHER),
        (b" \n<svg onload='x'>", Why.OTHER),
        (b"<!doctype html><script>", Why.OTHER),
        (b"#!/bin/sh\n", Why.OTHER),
        (b"\xff\xfe<\x00h\x00", Why.OTHER),
    ],
)
def test_what_is_not_taken_says_why(body, said):
    assert why(body) is said


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_drawn_anew_without_its_place(kind):
    sent = picture(kind)
    assert WHERE.encode() in sent
    copy = of(sent + b"<script>" + zipped("a"))
    assert WHERE.encode() not in copy
    assert b"<script>" not in copy
    with Image.open(io.BytesIO(copy)) as shown:
        assert shown.size == (30, 40)  # upright
        assert not shown.getexif()


def test_a_picture_that_is_too_much_or_broken_is_not_taken():
    assert why(picture(size=(1001, 1000))) is Why.TOO_MANY_PIXELS
    assert why(picture(size=(3000, 3000))) is Why.TOO_MANY_PIXELS
    assert why(picture()[:400]) is Why.DAMAGED
    assert why(b"\xff\xd8\xff" + pdf()) is Why.DAMAGED


def test_a_pdf_is_written_anew_without_its_author():
    sent = pdf(photograph=picture())
    copy = of(sent + b"\n<script>alert(1)</script>" + zipped("a"))
    with pikepdf.open(io.BytesIO(copy)) as shown:
        assert len(shown.pages) == 1
        assert not shown.docinfo
        assert "/Metadata" not in shown.Root
        image = shown.pages[0].Resources.XObject.Im.read_raw_bytes()
    assert WHERE.encode() not in image
    assert b"<script>" not in copy
    with Image.open(io.BytesIO(image)) as photograph:
        photograph.load()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (pdf(password="kestrel"), Why.LOCKED),
        (pdf(OpenAction=SCRIPT), Why.ACTIVE),
        (pdf(AA=D(WC=SCRIPT)), Why.ACTIVE),
        (pdf(Names=D(JavaScript=D(Names=["a", SCRIPT]))), Why.ACTIVE),
        (pdf(Names=D(EmbeddedFiles=D(Names=[]))), Why.ACTIVE),
        (pdf(OpenAction=acts("Launch", F="calc.exe")), Why.ACTIVE),
        (pdf(OpenAction=acts("SubmitForm", F="https://example.com")), Why.ACTIVE),
        (pdf(OpenAction=D(S=N("/URI"), Next=[acts("ImportData")])), Why.ACTIVE),
        (pdf(AcroForm=D(XFA=["a"])), Why.ACTIVE),
        (b"%PDF-1.7\n<html><script>", Why.DAMAGED),
        (pdf()[:200], Why.DAMAGED),
        (b"%PDF-" + zipped("a"), Why.DAMAGED),
    ],
)
def test_a_pdf_that_can_act_or_cannot_be_read_is_not_taken(body, said):
    assert why(body) is said


def test_words_stay_words():
    assert of("Ysgrifennodd – yr heddlu".encode("cp1252")).decode() == "Ysgrifennodd – yr heddlu"
    assert of("\u202eexe.fdp\u202c, كتب".encode()).decode() == "exe.fdp, كتب"
    assert kind_of(EICAR) is Kind.TEXT  # which a scanner alone can tell


def test_what_unpacks_without_end_is_stopped_in_a_process_of_its_own(settings, monkeypatch):
    settings.ATTACHMENT_MEGAPIXELS = 1
    assert b"Author" not in clean(pdf(), Kind.PDF)
    monkeypatch.setattr("chrysalis.attachments.cleaning.MEGABYTES", 180)
    with pytest.raises(Refused) as refused:
        clean(_bomb(), Kind.PDF)
    assert refused.value.why in (Why.TOO_MUCH, Why.DAMAGED)


def _bomb() -> bytes:
    """A list of what is in it, which unpacks to a thousand times its size."""
    packed = zlib.compress(bytes(100_000_000), 1)
    told = b"<</Type/XRef/W[1 4 2]/Size 14285714/Root 2 0 R/Filter/FlateDecode/Length %d>>" % len(packed)
    body = b"%PDF-1.7\n1 0 obj\n" + told + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    return body + b"startxref\n9\n%%EOF"
