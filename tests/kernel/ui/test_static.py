"""What is served and what is drawn: our own dress, nobody else's hosts, nothing inline."""

import re
from pathlib import Path

import pytest


PROJECT = Path(__file__).resolve().parents[3]
SERVED = [path for path in (PROJECT / "static").rglob("*") if path.suffix in {".css", ".js", ".svg"}]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
PRINTED = PROJECT / "templates/reports/print/sheet.html"  # for the press, which asks nobody for a style
# SAFETY: a page that calls another host tells it that somebody here is reading about abuse.
HOST = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z0-9-]+\.[a-z]""")
GOVUK_DRESS = re.compile(
    r"gds transport|#1d70b8|#0b0c0c|#00703c|#ffdd00|crest|\bcrown\b|opengraph", re.IGNORECASE
)
INLINE = {
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script without src": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", SERVED, ids=named)
def test_what_is_served_calls_no_other_host(path):
    assert not HOST.findall(path.read_text())


@pytest.mark.parametrize("path", SERVED, ids=named)
def test_what_is_served_wears_nothing_of_gov_uk(path):
    assert not GOVUK_DRESS.findall(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
@pytest.mark.parametrize("what", INLINE)
def test_templates_hold_nothing_inline(path, what):
    if path == PRINTED and what == "style element":
        return
    assert not INLINE[what].findall(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_call_no_other_host(path):
    assert not HOST.findall(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_page_hides_its_origin_from_ourselves(path):
    """With `no-referrer` a browser sends `Origin: null`, and every form is refused as forged."""
    assert 'content="no-referrer"' not in path.read_text()


@pytest.mark.parametrize("path", sorted((PROJECT / "templates/components").glob("*.html")), ids=named)
def test_a_component_begins_with_what_it_takes(path):
    assert path.read_text().startswith("{% params ")


@pytest.mark.parametrize("path", sorted((PROJECT / "static/chrysalis/js").glob("*.js")), ids=named)
def test_our_scripts_are_small_and_evaluate_and_store_nothing(path):
    script = path.read_text()
    assert len(script.splitlines()) < 60
    assert not re.findall(r"\beval\(|new Function|localStorage|sessionStorage|indexedDB|innerHTML", script)


@pytest.mark.parametrize("folder", ["govuk", "public-sans"])
def test_what_others_made_carries_its_licence(folder):
    found = {path.name for path in (PROJECT / "static/vendor" / folder).iterdir()}
    assert {"LICENSE", "README.md"} <= found
