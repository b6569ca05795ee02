"""The real press: few tests, since each takes a second or more."""

import re
import shutil
import subprocess

import pytest

from chrysalis.reports import printing
from chrysalis.reports.models import Document
from tests.kernel.reports.conftest import set_time_comes, summary, tells_in_the_case


def told_by(program: str, body: bytes, *words: str) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not here")
    return subprocess.run([program, *words, "-"] if program == "pdfinfo" else [program, *words, "-", "-"],
                          input=body, capture_output=True, check=True).stdout.decode()  # fmt: skip


@pytest.fixture
def printed(world, case, settings) -> Document:
    settings.RELEASE_SAMPLE_PERCENT = 0
    tells_in_the_case(world, case, "Asked for an appointment in the evening. Łódź, née, ‘quoted’.")
    run = summary(world, case)
    set_time_comes(run)
    return Document.objects.get(run=run)


def test_a_summary_on_paper(world, printed):
    body = bytes(printed.body)
    info = told_by("pdfinfo", body)
    assert re.search(r"Title:\s+Report REP-", info)
    assert re.search(r"Tagged:\s+yes", info)
    assert "Kestrel" not in info
    text = told_by("pdftotext", body, "-layout")
    assert "Darnell Kestrel" in text
    assert "Page 1 of" in text
    assert "Official – sensitive: personal" in text
    assert "Printed for Caseworker, Caseworker" in text
    assert "Westfield children’s services" in text
    assert "Łódź" in text
    assert "pdfuaid:part" in told_by("pdfinfo", body, "-meta")


def test_the_same_page_is_the_same_bytes():
    page = "<!doctype html><html lang='en'><title>Report REP</title><p>Words</p></html>"
    assert printing.to_pdf(page) == printing.to_pdf(page)


def test_the_press_reads_nothing_but_the_page(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    page = (
        f"<!doctype html><html lang='en'><title>x</title><img src='file://{secret}' alt='x'>"
        f"<link rel=attachment href='file://{secret}'><p>Words</p></html>"
    )
    body = printing.to_pdf(page).body
    assert b"secret" not in body.replace(b"secret.txt", b"")


@pytest.mark.parametrize(("name", "value", "error"), [
    ("MOST_PAGES", 1, printing.TooLong), ("SECONDS", 0.01, printing.TooSlow),
    ("MEGABYTES", 40, printing.NotPrinted),
])  # fmt: skip
def test_a_page_without_end_takes_only_the_press_down(monkeypatch, name, value, error):
    page = "<!doctype html><html lang='en'><title>x</title>" + "<p>Words</p>" * 90 + "</html>"
    assert printing.to_pdf(page).pages > 1
    monkeypatch.setattr(printing, name, value)
    with pytest.raises(error):
        printing.to_pdf(page)
