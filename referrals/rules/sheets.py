"""A spreadsheet as people send one, read as lines of plain words: CSV in whatever shape, or XLSX.

Nothing in a file is believed. What it unpacks to is counted before it is unpacked, no entity in it is
expanded, no formula is worked out (the value that was last saved is read), and one with macros is refused.
"""

import csv
import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException


class Wrong(StrEnum):
    """Why a file cannot be read."""

    EMPTY = "empty"
    NO_SHEET = "no_sheet"
    OLD = "old"
    MACROS = "macros"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    BROKEN = "broken"


class CannotRead(Exception):
    def __init__(self, why: Wrong) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Sheet:
    headings: tuple[str, ...]
    lines: tuple["Line", ...]
    others: int = 0  # further sheets of the file, which are not read


@dataclass(frozen=True)
class Line:
    number: int  # as the spreadsheet counts: the headings are in the first
    cells: tuple[str, ...]


ZIP, OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
MOST_UNPACKED = 150_000_000  # bytes; a true sheet of 20,000 lines unpacks to a tenth of it
MOST_TIMES = 200  # that a part may be larger than it was packed
MOST_COLUMNS, LONGEST = 150, 5_000
# SAFETY: of a heading that was cut before its end, “or a partner agency” once read as if about a victim.
LONGEST_HEADING = 200
DELIMITERS = ",;\t"
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ENCODINGS = ("utf-8-sig", "cp1252")
Cells = tuple[str, ...]


def read_sheet(body: bytes, *, most: int) -> Sheet:
    """The headings and the lines below them, without what is empty. Raises CannotRead."""
    if body.startswith(OLD_OFFICE):
        raise CannotRead(Wrong.OLD)
    others = 0
    if body.startswith(ZIP):
        lines, others = _of_workbook(body, most)
    else:
        lines = _of_text(body, most)
    found = [(number, cells) for number, cells in lines if any(cells)]
    if len(found) < 2:
        raise CannotRead(Wrong.EMPTY)
    if len(found) > most + 1:
        raise CannotRead(Wrong.TOO_MANY)
    headings = _headings(found[0][1], max(len(cells) for _, cells in found))
    return Sheet(headings, tuple(Line(number, cells) for number, cells in found[1:]), others)


def _headings(cells: Cells, width: int) -> Cells:
    """One for every column, and none twice, so that each can be named."""
    named: list[str] = []
    for place in range(width):
        given = " ".join(cells[place].split())[:LONGEST_HEADING] if place < len(cells) else ""
        heading = given or f"Column {place + 1}"
        taken = sum(before == heading or before.startswith(f"{heading} (") for before in named)
        named.append(f"{heading} ({taken + 1})" if taken else heading)
    return tuple(named)


def _of_text(body: bytes, most: int) -> list[tuple[int, Cells]]:
    text = _decoded(body)
    csv.field_size_limit(len(text) + 1)  # cut below; a quote that is never closed swallows the rest
    first = next((line for line in text.splitlines() if line.strip(f"{DELIMITERS} ")), "")
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign))))
    try:
        read = list(islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), most + 1_002))
    except csv.Error:
        raise CannotRead(Wrong.BROKEN) from None
    return [
        (number, tuple(_plain(cell) for cell in cells[:MOST_COLUMNS]))
        for number, cells in enumerate(read, start=1)
    ]


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = body.decode("utf-16", errors="replace")
    else:
        found = next((text for name in ENCODINGS if (text := _try(body, name)) is not None), "")
    if not found or "\x00" in found:
        raise CannotRead(Wrong.BROKEN)
    return found


def _try(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _of_workbook(body: bytes, most: int) -> tuple[list[tuple[int, Cells]], int]:
    _refuse_bombs(body)
    try:
        with warnings.catch_warnings():  # of what is not kept: styles, rules, drawings
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(body), read_only=True, data_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not sheets:
                raise CannotRead(Wrong.NO_SHEET)
            sheets[0].reset_dimensions()  # what a file says of its own size may be a lie
            lines = list(_of_rows(sheets[0].iter_rows(max_row=most + 1_002, max_col=MOST_COLUMNS)))
            return lines, len(sheets) - 1
    except CannotRead:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError):
        raise CannotRead(Wrong.BROKEN) from None
    except Exception as error:
        if type(error).__module__.startswith(("defusedxml", "xml", "lxml", "openpyxl")):
            raise CannotRead(Wrong.BROKEN) from None
        raise


def _of_rows(rows: Iterable[Iterable[Any]]) -> Iterator[tuple[int, Cells]]:
    for number, row in enumerate(rows, start=1):
        yield number, tuple(_plain(_words(cell.value)) for cell in row)


def _refuse_bombs(body: bytes) -> None:
    """By what the file says of its parts, before any is unpacked: no more than that is read of one."""
    try:
        parts = zipfile.ZipFile(BytesIO(body)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise CannotRead(Wrong.BROKEN) from None
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise CannotRead(Wrong.MACROS)
    if "[content_types].xml" not in names or any(part.flag_bits & 1 for part in parts):
        raise CannotRead(Wrong.BROKEN)
    is_swollen = any(part.file_size > MOST_TIMES * max(part.compress_size, 1_000) for part in parts)
    if is_swollen or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise CannotRead(Wrong.TOO_LARGE)


def _words(value: Any) -> str:
    """A value as somebody would have typed it: dates day first, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}" if value.time() == dt.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _plain(cell: str) -> str:
    return UNSEEN.sub("", cell).strip()[:LONGEST]
