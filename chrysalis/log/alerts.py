"""Alerts of possible misuse: what was seen, and what came of asking."""

import datetime as dt
import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.audit.actions import alerts as actions
from chrysalis.audit.actions.reading import read_log
from chrysalis.audit.misuse import MISUSES
from chrysalis.audit.models import Alert
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.log import lists, queries
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import moment


ANSWER = Permission.ALERT_ACKNOWLEDGE
PLACES.add(Place("log:alerts", "Alerts", "Answer what looks like misuse", ANSWER))
FORM = DRAFT_FORMS.add(DraftForm("alert", "Answer to an alert", "log:alert", ANSWER))


class AnswerAlert(forms.Form):
    outcome = forms.CharField(
        label="What came of asking",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whom you asked and what you decided. Name nobody who was referred or supported",
        error_messages={"required": "Write what came of asking"},
    )


@require_safe
@requires(ANSWER)
def alerts(request: Request) -> HttpResponse:
    listing = lists.Alerts(request, queries.alerts(request.hat))
    read_log("alerts", by=request.hat, at=timezone.now())
    return render(request, "log/alerts.html", {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ANSWER)
def alert(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.alerts(request.hat), pk=key)
    writing = Writing.begin(request, FORM, found.pk)
    form = AnswerAlert(writing.typed)
    if writing.is_sent and form.is_valid():
        return _answer(request, writing, form, found)
    read_log("one alert", [found.pk], by=request.hat, at=timezone.now())
    return render(
        request,
        "log/alert.html",
        _page(request, found)
        | {
            "form": writing.fresh(form),
            "writing": writing,
        },
    )


def _answer(request: Request, writing: Writing, form: AnswerAlert, found: Alert) -> HttpResponse:
    now = timezone.now()
    try:
        return redirect(
            send_once(writing.key, lambda: _acknowledge(request, form, found, now), by=request.hat, at=now)
        )
    except actions.AlreadyAnswered:
        messages.warning(request, "Somebody else answered this alert just now. This is what they wrote.")
    except actions.AboutYou:
        messages.error(request, "This alert is about you. Somebody else has to answer it.")
    return redirect("log:alert", found.pk)


def _acknowledge(request: Request, form: AnswerAlert, found: Alert, now: dt.datetime) -> str:
    actions.acknowledge(found, **form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Answer recorded.")
    return reverse("log:alerts")


def _page(request: Request, found: Alert) -> dict[str, object]:
    kind = MISUSES[found.kind]
    facts = {
        "Who": found.worker_name,
        "When it began": moment(found.began_at),
        "How many times": str(found.times),
        "Answered": moment(found.acknowledged_at) if found.acknowledged_at else "Not yet",
        "What came of asking": found.outcome,
    }
    return {
        "alert": found,
        "kind": kind,
        "facts": [{"key": key, "value": value, "href": ""} for key, value in facts.items()],
        "records": [(lists.short(each), each) for each in found.subjects],
        "may_answer": found.acknowledged_at is None and found.worker_id != request.hat.worker_id,
    }
