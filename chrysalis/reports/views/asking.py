"""The page on which a document is asked for: one for every report, made from its declaration.

path("cases/<uuid:key>/summary/", asks(CASE_SUMMARY, about=…), name="ask_summary")
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import schemes_provided
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.reports.actions.asking import ask
from chrysalis.reports.declared import Report
from chrysalis.reports.forms import AskFor


@dataclass(frozen=True)
class About:
    """What a document will be about, for the page that asks; the app opened it before."""

    subject_id: uuid.UUID
    scheme: Scheme
    words: str  # on the page: never in a title or an address
    back: str
    recipient: str = ""  # where it can be only one
    refusal: str = ""  # why there is nothing to ask for now


Open = Callable[[Request, uuid.UUID, dt.datetime], About]


def asks(report: Report, about: Open | None = None) -> Callable[..., HttpResponse]:
    """The view of a report: with `about`, of something that its address names; without, of a service."""
    form = DRAFT_FORMS.add(DraftForm(f"ask-{report.slug}", report.name, report.url, report.permission))

    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(report.permission)
    def view(request: Request, key: uuid.UUID | None = None) -> HttpResponse:
        now = timezone.now()
        found = about(request, key, now) if about and key else None
        return _page(request, report, form, found, now)

    return view


def _page(
    request: Request, report: Report, kept: DraftForm, about: About | None, now: dt.datetime
) -> HttpResponse:
    refusal, goes_to = (about.refusal, about.recipient) if about else ("", "")
    writing = Writing.begin(request, kept, about.subject_id if about else None)
    schemes = [about.scheme] if about else list(schemes_provided(request.hat))
    form = AskFor(writing.typed, report=report, schemes=schemes, on=timezone.localdate(now))
    if goes_to:
        form.fields.pop("recipient", None)
    if writing.is_sent and not refusal and form.is_valid():
        outcome = send_once(
            writing.key, lambda: _ask(request, report, form, about, now), by=request.hat, at=now
        )
        return redirect(outcome)
    page = {
        "report": report,
        "about": about,
        "refusal": refusal,
        "goes_to": goes_to,
        "form": writing.fresh(form),
        "writing": writing,
    }
    return render(request, "reports/ask.html", page)


def _ask(request: Request, report: Report, form: AskFor, about: About | None, now: dt.datetime) -> str:
    run = ask(
        report,
        subject_id=about.subject_id if about else None,
        scheme_id=form.scheme_id,
        period=form.cleaned_data.get("period", ""),
        recipient=form.cleaned_data.get("recipient") or (about.recipient if about else ""),
        by=request.hat,
        at=now,
    )
    if report.tell:
        report.tell(run, by=request.hat, at=now)
    messages.success(request, "Asked for. You can go on working: a notice says when it is ready.")
    return reverse("reports:report", args=[run.pk])
