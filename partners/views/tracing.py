"""The people taken on with nobody linked to them: the list, and one of them, to say whom they harmed."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts import queries as drafts
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from partners import queries
from partners.actions import finding
from partners.actions import tracing as tracings_of
from partners.actions.reading import open_survivor, read
from partners.forms.tracing import EndTracing, SearchToTrace
from partners.models import Tracing
from partners.notices import TRACE_SOONER
from partners.views import cards, lists
from referrals.gates.clients import FoundClient, clients_by_key


TRACE = Permission.CLIENT_TRACE
ENDING = DRAFT_FORMS.add(DraftForm("tracing", "Whom a person harmed", "partners:tracing", TRACE))


@require_safe
@requires(TRACE)
def tracings(request: Request) -> HttpResponse:
    found = queries.by_danger(request.hat, queries.tracings_waiting(request.hat), TRACE_SOONER)
    first, rest = lists.TracingsInDanger(request, found[0]), lists.Tracings(request, found[1])
    rows = [*first.page.rows, *rest.page.rows]
    people = clients_by_key(row.client_id for row in rows)
    sooner = queries.why_sooner(request.hat, TRACE_SOONER, *first.page.rows)
    for row in rows:
        row.person, row.why_sooner = people[row.client_id], sooner.get(row.pk, "")
    tracings_of.read(rows, by=request.hat, at=timezone.now())
    return render(request, "partners/tracings.html", {"first": first, "rest": rest})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TRACE)
def tracing(request: Request, key: uuid.UUID) -> HttpResponse:
    """Look for the survivor first, under any name; then link them, or say that nobody can be identified."""
    now = timezone.now()
    found = get_visible_or_404(request.hat, queries.tracings(request.hat), pk=key)
    person = _person(request, found, now)
    writing = _writing(request, found)
    typed = request.POST or writing.typed
    sought = typed.get("sought", "")[:400] if typed else ""
    candidates = _candidates(request, found, sought, now)
    form = EndTracing(writing.typed, candidates=candidates)
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _end(request, found, person, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except (tracings_of.EndedAlready, finding.LinkedAlready) as reason:
            form.add_error(None, str(reason))
    page = {
        "tracing": found,
        "person": person,
        "sooner": queries.why_sooner(request.hat, TRACE_SOONER, found).get(found.pk),
        "rows": cards.rows_of_tracing(found, person),
        "is_asked": found.state == Tracing.State.WAITS or writing.is_sent,
        "endings": queries.endings(request.hat, found),
        "form": writing.fresh(form),
        "writing": writing,
        "search": SearchToTrace(initial={"sought": sought}),
        "sought": sought,
        "found_nobody": bool(sought.strip()) and not any(each.is_called_so for each in candidates),
    }
    return render(request, "partners/tracing.html", page)


def _writing(request: Request, found: Tracing) -> Writing:
    """Looking for a name is on the same page, and is not the answer."""
    if request.POST.get("step") == "look":
        begun = drafts.begun(request.hat, ENDING, found.pk)
        return Writing(ENDING, uuid.uuid4(), None, False, found.pk, begun)
    return Writing.begin(request, ENDING, found.pk)


def _person(request: Request, found: Tracing, now: dt.datetime) -> FoundClient:
    people = clients_by_key([found.client_id])
    if found.client_id not in people:
        raise Http404
    tracings_of.read([found], by=request.hat, at=now)
    return people[found.client_id]


def _candidates(request: Request, found: Tracing, sought: str, now: dt.datetime) -> list[Any]:
    """Whoever is likely, and whoever is called what was typed."""
    called: dict[Any, Any] = {each.pk: each for each in queries.survivors_like(request.hat, sought)}
    likely = queries.likely_harmed(request.hat, found)
    for each in called.values():
        each.offered_for, each.is_called_so = "", True
    for each in likely:
        each.is_called_so = called.pop(each.pk, None) is not None
    shown = [*likely, *called.values()]
    read([each.pk for each in shown], by=request.hat, at=now)
    return shown


def _end(request: Request, found: Tracing, person: FoundClient, form: EndTracing, now: dt.datetime) -> str:
    survivor = form.survivor
    if survivor is None:
        reason = form.cleaned_data["reason"]
        tracings_of.find_nobody(found, reason=reason, by=request.hat, at=now)
        messages.success(request, "Recorded that nobody can be identified.")
        return reverse("partners:tracings")
    about = {name: form.cleaned_data[name] for name in ("relationship", "since")}
    finding.link(open_survivor(survivor, by=request.hat, at=now), person, **about, by=request.hat, at=now)
    messages.success(request, "Linked.")
    return reverse("partners:survivor", args=[survivor.pk])
