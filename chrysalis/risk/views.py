"""What an agency's administrator says of risk: by which rules, and who is trained."""

import datetime as dt
import uuid
from types import SimpleNamespace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import accounts
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.risk import queries
from chrysalis.risk.actions import keeping
from chrysalis.risk.forms import RecordTraining, SetRules
from chrysalis.risk.models import ToolTraining
from chrysalis.tools.base import in_use, name_of
from chrysalis.ui.conflict import differences
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import day
from chrysalis.versions import Conflict


PLACES.add(Place("risk:set_rules", "Risk", "Set when grades of danger are reviewed", Permission.RISK_SET))
TRAINING = DRAFT_FORMS.add(
    DraftForm("training", "Training in a tool", "risk:record_training", Permission.TRAINING_RECORD)
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RISK_SET)
def set_rules(request: Request) -> HttpResponse:
    held = queries.rules_of(request.hat.agency_id)
    form = SetRules(request.POST or None, initial=SetRules.shown(held))
    page = {"form": form, "conflict": []}
    if not form.is_valid():
        return render(request, "risk/set_rules.html", page)
    try:
        seen = form.cleaned_data["version"]
        keeping.set_rules(form.rules, seen_version=seen, by=request.hat, at=timezone.now())
    except Conflict:
        theirs = SetRules.shown(queries.rules_of(request.hat.agency_id))
        page["conflict"] = differences(form, SimpleNamespace(**theirs))
        return render(request, "risk/set_rules.html", page, status=409)
    messages.success(request, "Set. Grades that stand keep the day they were given.")
    return redirect("risk:set_rules")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.TRAINING_RECORD)
def record_training(request: Request, key: uuid.UUID) -> HttpResponse:
    """SAFETY: a tool in untrained hands gives a number that looks like an assessment."""
    now = timezone.now()
    today = timezone.localdate(now)
    place = get_visible_or_404(request.hat, accounts(request.hat), pk=key)
    takes_tools = Permission.RISK_ASSESS in place.role.permissions and bool(in_use(place.role.side))
    writing = Writing.begin(request, TRAINING, place.pk)
    form = RecordTraining(writing.typed, side=place.role.side, today=today)
    if takes_tools and writing.is_sent and form.is_valid():
        return redirect(
            send_once(writing.key, lambda: _record(request, place, form, now), by=request.hat, at=now)
        )
    held = queries.training_of(request.hat, place.worker_id)
    page = {
        "place": place,
        "form": writing.fresh(form) if takes_tools else None,
        "writing": writing,
        "rows": [_row(training, on=today) for training in held],
    }
    return render(request, "risk/record_training.html", page)


def _record(request: Request, place: Membership, form: RecordTraining, now: dt.datetime) -> str:
    keeping.record_training(place, **form.training, by=request.hat, at=now)
    messages.success(request, "Recorded.")
    return reverse("risk:record_training", args=[place.pk])


def _row(training: ToolTraining, *, on: dt.date) -> dict[str, str]:
    until = f"until {day(training.until)}" if training.until else "until further notice"
    said = f"Trained, {until}" if queries.holds(training, on=on) else "Not, or no longer"
    return {"key": name_of(training.tool_slug), "value": said, "href": ""}
