"""From values to paper: a template makes a page, the press makes it a PDF.

The same values at the same moment give the same bytes: nothing in a page asks the clock, and the dates in
the file are those of the asking.
"""

import base64
import datetime as dt
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from chrysalis.reports.declared import Report
from chrysalis.reports.press import TOO_LONG


MOST_PAGES = 150
SECONDS = 120
MEGABYTES = 2048  # of addresses, of which a long document uses a third
# The further letters under a name of their own: two files of one name and weight are mixed up by the
# library, which then prints other letters than were written.
FONTS = (
    ("Public Sans", "400", "public-sans-latin-400-normal.woff2"),
    ("Public Sans", "700", "public-sans-latin-700-normal.woff2"),
    ("Public Sans Extended", "400", "public-sans-latin-ext-400-normal.woff2"),
    ("Public Sans Extended", "700", "public-sans-latin-ext-700-normal.woff2"),
)


class NotPrinted(Exception):
    """The press gave nothing. It does not say why: its words would be those of the page."""


class TooLong(NotPrinted):
    """More pages than may be printed."""


class TooSlow(NotPrinted):
    """It took longer than may be."""


@dataclass(frozen=True)
class Sheet:
    """What stands around every document: which it is, how far it may go, who asked for it and when."""

    handle: str
    report: Report
    agency: str
    asked_by: str
    asked_at: dt.datetime
    recipient: str


def page_of(sheet: Sheet, values: dict[str, Any]) -> str:
    around = {"sheet": sheet, "report": sheet.report, "created": sheet.asked_at.astimezone(dt.UTC)}
    return render_to_string(sheet.report.template, values | around | {"fonts": _fonts()})


@dataclass(frozen=True)
class Printed:
    body: bytes
    pages: int


def to_pdf(page: str) -> Printed:
    """In a process of its own, which has none of our settings. Raises NotPrinted."""
    command = [sys.executable, "-m", "chrysalis.reports.press", str(MOST_PAGES), str(MEGABYTES)]
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH", "LANG") if name in os.environ
    }
    surroundings = kept | {"PYTHONPATH": str(settings.BASE_DIR)}
    try:
        made = subprocess.run(
            command, input=page.encode(), capture_output=True, timeout=SECONDS, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    if made.returncode == TOO_LONG:
        raise TooLong
    if made.returncode or not made.stdout.startswith(b"%PDF"):
        raise NotPrinted
    return Printed(made.stdout, int(made.stderr.split()[-1]))


@cache
def _fonts() -> tuple[tuple[str, str, str], ...]:
    """The letters go along in the page: the press fetches nothing."""
    folder = Path(settings.BASE_DIR) / "static" / "vendor" / "public-sans"
    return tuple(
        (name, weight, base64.b64encode((folder / file).read_bytes()).decode())
        for name, weight, file in FONTS
    )
