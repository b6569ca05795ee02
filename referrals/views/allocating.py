"""Giving cases to a colleague with the load of each in view: chosen, looked at before they move, moved."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Worker
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.lists import Cell, Heading
from referrals import queries
from referrals.actions import allocating
from referrals.actions.allocating import CannotAllocate, Move
from referrals.actions.reading import read
from referrals.forms.allocating import Allocate
from referrals.loads import Load, loads
from referrals.models import OVER, Case


ALLOCATE = Permission.CASE_ALLOCATE
ALLOCATING = DRAFT_FORMS.add(DraftForm("allocate", "Cases for a colleague", "referrals:allocate", ALLOCATE))
LOADS = [
    Heading("Who"),
    *(Heading(each, is_number=True) for each in ("Open cases", "High or very high", "Reviews late", "To do")),
]
MOVES = [Heading(each) for each in ("Case", "Has it now", "What happens")]
MOVE = "move"  # the button of the second page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ALLOCATE)
def allocate(request: Request) -> HttpResponse:
    """Without script: the cases of one colleague, or one case; then what would move; then it moves."""
    now = timezone.now()
    writing = Writing.begin(request, ALLOCATING)
    found = loads(request.hat, on=timezone.localdate(now))
    chosen = writing.typed.getlist("cases") if writing.typed else []
    held = _held(request, chosen)
    read([case.pk for case in held], by=request.hat, at=now)
    form = Allocate(
        writing.typed, held=held, loads=found, initial={"cases": [str(c.pk) for c in _one(request, held)]}
    )
    page = {
        "form": writing.fresh(form),
        "writing": writing,
        "loads": [_row(load) for load in found],
        "load_headings": LOADS,
        "has_cases": bool(held),
    }
    if writing.is_sent and form.is_valid():
        try:
            return _act(request, writing, form, now)
        except CannotAllocate as reason:
            form.add_error("to", str(reason))
    return render(request, "referrals/allocate.html", page)


def _act(request: Request, writing: Writing, form: Allocate, now: dt.datetime) -> HttpResponse:
    given = form.cleaned_data
    to = Worker.names.get(pk=given["to"])
    cases = [uuid.UUID(each) for each in given["cases"]]
    if request.POST.get("step") != MOVE:
        moves = allocating.plan(cases, to, by=request.hat, at=now)
        return render(request, "referrals/allocate_check.html", _check(writing, given, to, moves))

    def act() -> str:
        moves = allocating.allocate(cases, to, reason=given["reason"], by=request.hat, at=now)
        _say(request, to, moves)
        return reverse("referrals:cases")

    return redirect(send_once(writing.key, act, by=request.hat, at=now))


def _say(request: Request, to: Worker, moves: Sequence[Move]) -> None:
    moved = sum(not move.why_not for move in moves)
    stays = len(moves) - moved
    said = f"{moved} {'case' if moved == 1 else 'cases'} given to {to.full_name}, who is told."
    messages.success(request, f"{said} {stays} stayed as they were." if stays else said)


def _check(writing: Writing, given: dict[str, Any], to: Worker, moves: Sequence[Move]) -> dict[str, Any]:
    rows = [
        [
            Cell(move.case.person_name, note=move.case.reference, title="Case"),
            Cell(
                move.case.allocated_worker.full_name if move.case.allocated_worker else "Nobody",
                title=MOVES[1].title,
            ),
            Cell(move.why_not or "Moves", colour="" if move.why_not else "green", title=MOVES[2].title),
        ]
        for move in moves
    ]
    return {
        "writing": writing,
        "given": given,
        "to": to,
        "rows": rows,
        "headings": MOVES,
        "moving": sum(not move.why_not for move in moves),
        "step": MOVE,
    }


def _held(request: Request, chosen: Sequence[str]) -> list[Case]:
    """The open cases of one colleague, the one case that was asked for, or those that were chosen."""
    going = queries.cases(request.hat).exclude(state__in=OVER).order_by("person_name", "id")
    try:
        if chosen:
            return list(queries.cases(request.hat).filter(pk__in=chosen)[: allocating.MOST])
        of, one = request.GET.get("of"), request.GET.get("case")
        wanted = Q(allocated_worker_id=of) if of else Q(pk=one) if one else Q(pk__in=[])
        return list(going.filter(wanted)[: allocating.MOST])
    except (ValidationError, ValueError):
        return []


def _one(request: Request, held: Sequence[Case]) -> Sequence[Case]:
    """Chosen already, where one case was asked for."""
    return held if request.GET.get("case") else []


def _row(load: Load) -> list[Cell]:
    href = f"{reverse('referrals:allocate')}?of={load.worker_id}" if load.open else ""
    note = (
        ""
        if load.is_here and not load.is_away
        else "Away today"
        if load.is_here
        else "Takes no cases here now"
    )
    who, cases, high, late, to_do = (heading.title for heading in LOADS)
    return [
        Cell(load.name, href=href, note=note, title=who),
        Cell(str(load.open), title=cases, is_number=True),
        Cell(str(load.high), title=high, is_number=True),
        Cell(str(load.late), title=late, is_number=True),
        Cell(str(load.to_do), title=to_do, is_number=True),
    ]
