"""A file of rows for a spreadsheet program, in which nothing that somebody typed is worked out.

SAFETY: a cell that begins with = or + is run as a formula by whoever opens the file, and can send the rest of
the row to anybody. An apostrophe before it makes it words again.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from django.db.models import QuerySet
from django.http import HttpResponse

from referrals.models import Import, ImportRow


RUN_BY_PROGRAMS = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
NOT_ADDED = (ImportRow.State.FAULT, ImportRow.State.ALREADY)
BOM = "\ufeff"  # without it Excel reads accents as two letters


def csv_answer(name: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    text = StringIO()
    csv.writer(text).writerows([guarded(cell) for cell in line] for line in lines)
    response = HttpResponse(BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def guarded(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(RUN_BY_PROGRAMS) else cell


def fault_lines(brought: Import, rows: QuerySet[ImportRow]) -> Iterator[list[str]]:
    """As the spreadsheet had them, with its row and what is wrong at the end."""
    yield [*brought.headings, "Row", "What is wrong"]
    for row in rows.filter(state__in=NOT_ADDED).order_by("number"):
        yield [*row.cells, str(row.number), row.said.replace("\n", "; ")]
