"""The pictures in the documentation show the service as it is.

A picture is drawn from a page of the demonstration world on a fixed day, so that the page is the same
every time. Beside the pictures stands a digest of what each was drawn from: the page, the styles and
the pictures in them. Where it differs, the picture is out of date; `CHRYSALIS_PICTURES=write` draws anew:

    CHRYSALIS_PICTURES=write python3 manage.py test tests/browser/test_pictures.py
"""

import datetime as dt
import hashlib
import json
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.models import Membership
from chrysalis.demo import world as demo
from chrysalis.working_days import LONDON
from tests.world import Person


FOLDER = settings.BASE_DIR / "chrysalis/docs/pictures"
DIGESTS = FOLDER / "pictures.json"
IS_WRITING = os.environ.get("CHRYSALIS_PICTURES") == "write"
AT = dt.datetime(2026, 11, 18, 11, 0, tzinfo=LONDON)  # a Wednesday morning
SIZE = {"width": 1280, "height": 800}
LARGEST = 160_000  # bytes
PICTURES = {
    # name: (role, agency, page)
    "inbox": ("caseworker", "custody-team", "referrals:inbox"),
    "custody": ("custody-officer", "oldbury-custody-suite", "referrals:submit"),
}
# What is new each time a page is drawn, and no part of the picture.
PASSING = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")\w+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|(?<=quote )\w{8}'
)
STATIC = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|svg|woff2))"')


@pytest.fixture
def drawn(db, monkeypatch) -> dict[str, str]:
    """The page of each picture, in the demonstration world as it stood on that day."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    demo.build(cases=demo.CASES, at=AT)
    return {name: _page(*where) for name, where in PICTURES.items()}


@override_settings(DEMO=True)
def _page(role: str, agency: str, name: str) -> str:
    place = (
        Membership.objects.filter(role_slug=role, agency__slug=agency).order_by("worker__full_name").first()
    )
    answer = Person(place.worker).opens(name)
    assert answer.status_code == 200
    return PASSING.sub("0", answer.content.decode())


def _digest(html: str) -> str:
    parts = [html.encode()]
    parts += (Path(finders.find(path)).read_bytes() for path in sorted(set(STATIC.findall(html))))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@pytest.mark.skipif(IS_WRITING, reason="the pictures are being drawn")
def test_the_pictures_show_the_service_as_it_is(drawn):
    kept = json.loads(DIGESTS.read_text())
    stale = [name for name, html in drawn.items() if kept.get(name) != _digest(html)]
    assert not stale, f"Out of date: {', '.join(stale)}. Draw anew with CHRYSALIS_PICTURES=write."


def test_the_pictures_are_there_and_small():
    for name in PICTURES:
        assert 10_000 < (FOLDER / f"{name}.png").stat().st_size <= LARGEST


def test_a_changed_page_or_style_would_be_found(world, monkeypatch):
    html = world.caseworker.opens("referrals:inbox").content.decode()
    assert STATIC.search(html)
    assert _digest(html) != _digest(html.replace("Inbox", "In-box", 1))
    before = _digest(html)
    monkeypatch.setattr(finders, "find", lambda path: __file__)
    assert _digest(html) != before


@pytest.mark.skipif(not IS_WRITING, reason="only when asked: CHRYSALIS_PICTURES=write")
def test_draw_the_pictures(drawn, desk):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, html in drawn.items():
        _draw(desk(), name, html)
    DIGESTS.write_text(json.dumps({name: _digest(html) for name, html in drawn.items()}, indent=2) + "\n")


def _draw(page, name: str, html: str) -> None:
    """On the origin of the real stack, which serves the styles; the page itself is the one digested."""
    headers = page.goto(reverse("account_login")).headers
    headers.pop("content-encoding", None)
    page.route("**/picture/", lambda route: route.fulfill(headers=headers, body=html))
    page.set_viewport_size(SIZE)
    page.goto("/picture/", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")
