"""Who has looked at a case, and who can, for those who hold it."""

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
from referrals.seeing import Opener, who_opens, who_sees_a_part
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


SEES, PARTLY = [Heading(each) for each in ("Who", "Why", "Until")], [Heading("Who"), Heading("What")]


@require_safe
@requires(Permission.CASE_WHO_SEES)
def who_sees(request: Request, key: uuid.UUID) -> HttpResponse:
    """By person and role; who of the other side could, is theirs to know."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    page = cards.header_of_case(request.hat, found, now) | {
        "columns": SEES,
        "rows": [_seer(each) for each in who_opens(request.hat, found, at=now)],
        "part_columns": PARTLY,
        "parts": [
            [Cell(who, title=PARTLY[0].title), Cell(what, title=PARTLY[1].title)]
            for who, what in who_sees_a_part(request.hat, found)
        ],
    }
    return render(request, "referrals/who_sees.html", page)


def _seer(each: Opener) -> list[Cell]:
    until = moment(timezone.localtime(each.until)) if each.until else "Further notice"
    who, why, ends = (heading.title for heading in SEES)
    return [Cell(each.who, note=each.role, title=who), Cell(each.why, title=why), Cell(until, title=ends)]


def _row(look: Look) -> list[Cell]:
    did = Cell(look.did, colour="red" if look.was_refused else "")
    cells = (Cell(look.who, note=look.agency), did, Cell(day(look.on)), Cell(f"{look.times:,}"))
    words = (*cells, Cell(moment(look.last_at)))
    return [
        Cell(cell.text, cell.href, cell.colour, cell.note, heading.title)
        for cell, heading in zip(words, COLUMNS, strict=True)
    ]
