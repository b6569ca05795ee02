from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chrysalis.access.http import Request, any_hat
from chrysalis.ui.lists import Cell, Heading
from chrysalis.who_may import tables


HEADINGS = ("Records", "May see", "May add", "May change")


@require_safe
@any_hat("says who may see what, from the same declarations that the walls are built from")
def who_may(request: Request) -> HttpResponse:
    """To be read and printed by a data-protection officer; it tells of roles and never of people."""
    page = {
        "sections": [(section, _rows(section)) for section in tables.sections()],
        "columns": [Heading(title) for title in HEADINGS],
        "by_itself": [{"key": name, "value": what, "href": ""} for name, what in tables.by_itself()],
    }
    return render(request, "who_may/who_may.html", page)


def _rows(section: tables.Section) -> list[list[Cell]]:
    words = [(line.what, line.sees, line.adds, line.changes) for line in section.lines]
    return [[Cell(text, title=title) for text, title in zip(line, HEADINGS, strict=True)] for line in words]
