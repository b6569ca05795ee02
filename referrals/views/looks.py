"""Who has looked at a case, for those who hold it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.audit import queries
from chrysalis.audit.queries import Look
from chrysalis.ui.lists import Cell, Heading
from chrysalis.ui.templatetags.ui import day, moment
from referrals.views import cards
from referrals.views.opening import case_or_404


COLUMNS = [Heading(title) for title in ("Who", "What", "Day", "Times", "Last")]


@require_safe
@requires(Permission.CASE_WHO_LOOKED)
def who_looked(request: Request, key: uuid.UUID) -> HttpResponse:
    """By day and worker. Asking this is a look as well, and stands at the top."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    page = cards.header_of_case(request.hat, found, now) | {
        "columns": COLUMNS,
        "rows": [_row(look) for look in queries.who_looked(found.pk)],
    }
    return render(request, "referrals/who_looked.html", page)


def _row(look: Look) -> list[Cell]:
    did = Cell(look.did, colour="red" if look.was_refused else "")
    cells = (Cell(look.who, note=look.agency), did, Cell(day(look.on)), Cell(f"{look.times:,}"))
    words = (*cells, Cell(moment(look.last_at)))
    return [
        Cell(cell.text, cell.href, cell.colour, cell.note, heading.title)
        for cell, heading in zip(words, COLUMNS, strict=True)
    ]
