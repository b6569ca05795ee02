"""What was asked for: the list, how far one is, and the document itself."""

import datetime as dt
import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.reports import queries
from chrysalis.reports.actions.reading import open_document
from chrysalis.reports.declared import REPORTS, NotThere, Report
from chrysalis.reports.models import ReportRun, State
from chrysalis.reports.rules.quarters import Quarter
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import moment
from chrysalis.ui.waiting import looks_again


VIEW = Permission.REPORT_VIEW
PLACES.add(
    Place("reports:reports", "Reports", "What you asked to have printed, and how far it is", VIEW, order=70)
)
COLOURS = {
    State.WAITING: "grey",
    State.MAKING: "blue",
    State.CHECKING: "blue",
    State.RELEASED: "green",
    State.RETURNED: "orange",
    State.FAILED: "red",
}
NO_LONGER = dt.timedelta(minutes=5)


def _handle(run: ReportRun) -> Cell:
    return Cell(run.handle, href=reverse("reports:report", args=[run.pk]))


def _state(run: ReportRun) -> Cell:
    return Cell(run.get_state_display(), colour=COLOURS[State(run.state)])


class Runs(Listing):
    caption, one, many = "What you asked for", "document", "documents"
    empty = "Nothing was asked for yet"
    columns = (
        Column("Document", _handle),
        Column("What it is", lambda run: REPORTS[run.report].name, sort="report"),
        Column("Asked for", lambda run: moment(run.asked_at), sort="asked_at"),
        Column("Now", _state, sort="state"),
    )
    ordering = "-asked_at"


@require_safe
@requires(VIEW)
def reports(request: Request) -> HttpResponse:
    to_ask = [
        {"name": report.name, "what_for": report.what_for, "href": reverse(report.url)}
        for report in queries.to_ask_for(request.hat)
    ]
    listing = Runs(request, queries.runs(request.hat))
    return render(request, "reports/reports.html", {"listing": listing, "to_ask": to_ask})


@require_safe
@requires(VIEW)
def report(request: Request, key: uuid.UUID) -> HttpResponse:
    run = get_visible_or_404(request.hat, queries.runs(request.hat), pk=key)
    declared = REPORTS[run.report]
    page = {
        "run": run,
        "report": declared,
        "facts": _facts(run, declared),
        "colour": COLOURS[State(run.state)],
    }
    response = render(request, "reports/report.html", page)
    return looks_again(response, since=run.asked_at, no_longer=NO_LONGER) if run.is_under_way else response


@require_safe
@requires(VIEW)
def document(request: Request, key: uuid.UUID) -> HttpResponse:
    run = get_visible_or_404(request.hat, queries.runs(request.hat), pk=key)
    found = get_visible_or_404(request.hat, queries.documents(request.hat), run_id=run.pk)
    try:
        body = open_document(found, by=request.hat, at=timezone.now())
    except NotThere:
        raise Http404 from None
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{run.handle}.pdf"'
    return response


def _facts(run: ReportRun, declared: Report) -> list[dict[str, str]]:
    facts = {
        "What it is": declared.name,
        "Quarter": Quarter.read(run.period).english if run.period else "",
        "Goes to": run.recipient or ("Somebody outside" if declared.leaves else "Nobody outside the service"),
        "Asked for": moment(run.asked_at),
        "Heard of next": moment(run.answer_at) if run.answer_at else "",
        "Ended": moment(run.ended_at) if run.ended_at else "",
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items() if value]
