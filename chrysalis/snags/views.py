"""What the service gave up doing, for whoever manages the side that it was for: what, when, and try again.

SAFETY: the page names no record. That something was told of a person harmed is shown to the safety side
alone, since each side has a table of its own; what failed is told in the words of the code.
"""

import datetime as dt
import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.events import queries
from chrysalis.events.actions import snags as actions
from chrysalis.events.models import Snag
from chrysalis.snags import lists
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import moment


MEND = Permission.SNAG_MEND
PLACES.add(
    Place("snags:snags", "Not passed on", "See what the service could not do by itself", MEND, order=75)
)
FORM = DRAFT_FORMS.add(DraftForm("snag", "Closing what was not passed on", "snags:snag", MEND))


class CloseSnag(forms.Form):
    reason = forms.CharField(
        label="Why nothing more needs doing",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For instance, who told the people concerned. Name nobody who was referred or supported",
        error_messages={"required": "Write why nothing more needs doing"},
    )


@require_safe
@requires(MEND)
def snags(request: Request) -> HttpResponse:
    return render(request, "snags/snags.html", {"listing": lists.Snags(request, queries.snags(request.hat))})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MEND)
def snag(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.snags(request.hat), pk=key)
    writing = Writing.begin(request, FORM, found.pk)
    form = CloseSnag(writing.typed)
    if writing.is_sent and form.is_valid():
        return _close(request, writing, form, found)
    page = {"snag": found, "title": lists.short(found), "facts": _facts(found)}
    return render(request, "snags/snag.html", page | {"form": writing.fresh(form), "writing": writing})


@require_POST
@requires(MEND)
def retry(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.snags(request.hat), pk=key)
    try:
        actions.retry(found, by=request.hat, at=timezone.now())
    except actions.ClosedAlready as reason:
        messages.warning(request, str(reason))
        return redirect("snags:snag", found.pk)
    messages.success(request, "It is being tried again. If it fails again, you will have another notice.")
    return redirect("snags:snags")


def _close(request: Request, writing: Writing, form: CloseSnag, found: Snag) -> HttpResponse:
    now = timezone.now()
    try:
        return redirect(
            send_once(writing.key, lambda: _closed(request, form, found, now), by=request.hat, at=now)
        )
    except actions.ClosedAlready as reason:
        messages.warning(request, str(reason))
        return redirect("snags:snag", found.pk)


def _closed(request: Request, form: CloseSnag, found: Snag, now: dt.datetime) -> str:
    actions.close(found, **form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Closed.")
    return reverse("snags:snags")


def _facts(found: Snag) -> list[dict[str, str]]:
    facts = {
        "What it was": lists.what(found),
        "Given up": moment(found.given_up_at),
        "Kind of error": found.error_class,
        "Seen to": moment(found.closed_at) if found.closed_at else "Not yet",
        "How": found.get_outcome_display(),
        "Why nothing more needs doing": found.reason,
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items()]
