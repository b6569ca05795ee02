"""Bringing referrals in from a spreadsheet: upload, match the columns, look at what would come of it, have it
added, take it back. What takes long is done in the worker, and the page looks again by itself.

SAFETY: whoever brings people in reads them all; so it is a caseworker's to do, who may read each of them in
the inbox afterwards, and not a manager's, who reads no case. Nobody else sees the import.
"""

import datetime as dt
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis import uploads
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.templatetags.ui import moment
from chrysalis.ui.waiting import looks_again
from chrysalis.workflow import NotNow
from referrals import queries
from referrals.actions import importing
from referrals.forms.bringing_in import TEMPLATE, Match, Upload
from referrals.models import Import, ImportRow, ImportState
from referrals.rules.import_fields import FIELDS
from referrals.views.fault_files import csv_answer, fault_lines
from referrals.views.import_lists import COLOURS, ImportRows, Imports
from referrals.views.sending import send
from referrals.workflow import IMPORT


P = Permission.IMPORT_RUN
UPLOAD = DRAFT_FORMS.add(DraftForm("import", "Spreadsheet of referrals", "referrals:upload_import", P))
MATCH = DRAFT_FORMS.add(DraftForm("import-columns", "Columns of a spreadsheet", "referrals:match_import", P))
uploads.TAKES["referrals:upload_import"] = settings.IMPORT_MEGABYTES * 1_000_000
NO_LONGER = dt.timedelta(minutes=10)
State = ImportRow.State


@require_safe
@requires(P)
def imports(request: Request) -> HttpResponse:
    listing = Imports(request, queries.imports(request.hat))
    return render(request, "referrals/imports.html", {"listing": listing, "days": settings.IMPORT_DAYS})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P)
def upload(request: Request) -> HttpResponse:
    scheme = queries.schemes_received(request.hat).first()
    if scheme is None:
        return render(request, "referrals/no_front_door.html", status=409)
    now, writing = timezone.now(), Writing.begin(request, UPLOAD)
    files = request.FILES if writing.is_sent else None
    form = Upload(writing.typed, files, is_too_large=getattr(request, "is_too_large", False))

    def act() -> str:
        given = form.cleaned_data
        body, told = given["sheet"].read(), {"title": given["title"], "may_name": given["may_name"]}
        brought = importing.upload(scheme, body, **told, by=request.hat, at=now)
        messages.success(request, "Uploaded. It is being read.")
        return reverse("referrals:import", args=[brought.pk])

    if writing.is_sent and form.is_valid():
        return redirect(send_once(writing.key, act, by=request.hat, at=now))
    page = {"form": writing.fresh(form), "writing": writing, "days": settings.IMPORT_DAYS}
    return render(request, "referrals/upload_import.html", page)


@require_safe
@requires(P)
def template(request: Request) -> HttpResponse:
    """The headings, and one row of somebody invented."""
    lines = [[field.label for field in FIELDS.values()], [TEMPLATE.get(name, "") for name in FIELDS]]
    return csv_answer("referrals-to-bring-in", lines)


@require_safe
@requires(P)
def shown(request: Request, key: uuid.UUID) -> HttpResponse:
    brought = get_visible_or_404(request.hat, queries.imports(request.hat), pk=key)
    counted = queries.import_counts(request.hat, brought)
    listing = None
    if brought.columns and counted:
        listing = ImportRows(request, queries.import_rows(request.hat, brought), brought=brought)
        importing.read_rows(brought, by=request.hat, at=timezone.now())
    may = IMPORT.open_to(brought, by=request.hat)
    page = {
        "brought": brought,
        "colour": COLOURS[ImportState(brought.state)],
        "facts": _facts(brought, counted),
        "ready": counted.get(State.READY, 0),
        "faults": counted.get(State.FAULT, 0) + counted.get(State.ALREADY, 0),
        "added": counted.get(State.ADDED, 0),
        "may": may,
        "may_undo": "undo" in may and bool(counted.get(State.ADDED)),
        "listing": listing,
        "days": settings.IMPORT_DAYS,
    }
    response = render(request, "referrals/import.html", page)
    return (
        looks_again(response, since=brought.moved_at, no_longer=NO_LONGER)
        if brought.is_under_way
        else response
    )


def _facts(brought: Import, counted: dict[str, int]) -> list[dict[str, str]]:
    facts = {
        "Begun": moment(brought.begun_at),
        "Rows": f"{brought.rows_read:,}" if brought.rows_read else "",
        **{str(state.label): f"{counted[state]:,}" for state in State if counted.get(state)},
        "Columns left out": "\n".join(brought.left_out),
        "Sheets not read": str(brought.other_sheets or ""),
        "Ended": moment(brought.ended_at) if brought.ended_at else "",
        "Its rows are kept until": moment(brought.undo_until) if brought.undo_until else "",
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items() if value]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P)
def match(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    brought = get_visible_or_404(request.hat, queries.imports(request.hat), pk=key)
    back = reverse("referrals:import", args=[brought.pk])
    if "match" not in IMPORT.open_to(brought, by=request.hat) and request.method != "POST":
        messages.info(request, f"This import is {brought.get_state_display().lower()}.")
        return redirect(back)
    writing = Writing.begin(request, MATCH, brought.pk)
    form = Match(writing.typed, brought=brought)

    def act() -> str:
        importing.match(brought, columns=form.columns, for_all=form.for_all, by=request.hat, at=now)
        messages.success(request, "Every row is being checked. Nothing is added yet.")
        return back

    page = {"brought": brought, "form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, "referrals/match_import.html", page)


@require_safe
@requires(P)
def faults(request: Request, key: uuid.UUID) -> HttpResponse:
    """The rows that were not added, each with what is wrong beside it, to be mended and brought again."""
    brought = get_visible_or_404(request.hat, queries.imports(request.hat), pk=key)
    rows = queries.import_rows(request.hat, brought)
    importing.take_faults(brought, by=request.hat, at=timezone.now())
    return csv_answer(f"{brought.handle}-not-added", fault_lines(brought, rows))


@require_POST
@requires(P)
def run(request: Request, key: uuid.UUID) -> HttpResponse:
    return _act(request, key, importing.run, "The referrals are being added. A notice says when it is done.")


@require_POST
@requires(P)
def undo(request: Request, key: uuid.UUID) -> HttpResponse:
    return _act(request, key, importing.undo, "The referrals are being taken back.")


@require_POST
@requires(P)
def discard(request: Request, key: uuid.UUID) -> HttpResponse:
    return _act(request, key, importing.discard, "Thrown away. Nothing was added.")


def _act(request: Request, key: uuid.UUID, action: Callable[..., object], said: str) -> HttpResponse:
    brought = get_visible_or_404(request.hat, queries.imports(request.hat), pk=key)
    try:
        action(brought, by=request.hat, at=timezone.now())
    except NotNow as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, said)
    return redirect("referrals:import", brought.pk)
