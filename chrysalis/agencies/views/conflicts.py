"""Conflicts of interest: what one declared oneself, and for safeguarding leads, what everybody did."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.decide import can
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import queries
from chrysalis.agencies.actions import conflicts as actions
from chrysalis.agencies.forms.conflicts import DeclareConflict
from chrysalis.agencies.views.lists import Conflicts, ConflictsToKeep
from chrysalis.agencies.views.sending import send
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.navigation import PLACES, Place


DECLARE, END = Permission.CONFLICT_DECLARE, Permission.CONFLICT_END
PLACES.add(Place("agencies:conflicts", "People I know", "Say whom you know outside work", DECLARE, order=90))
CONFLICT = DRAFT_FORMS.add(
    DraftForm("conflict", "Somebody I know outside work", "agencies:declare_conflict", DECLARE)
)


@require_safe
@requires(DECLARE)
def conflicts(request: Request) -> HttpResponse:
    ends = can(request.hat, END)
    declared = ConflictsToKeep if ends else Conflicts
    page = {"listing": declared(request, queries.declared_conflicts(request.hat)), "ends": ends}
    return render(request, "agencies/conflicts.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(DECLARE)
def declare_conflict(request: Request) -> HttpResponse:
    writing = Writing.begin(request, CONFLICT)
    form = DeclareConflict(writing.typed)

    def act(at: dt.datetime) -> str:
        actions.declare_conflict(**form.cleaned_data, by=request.hat, at=at)
        messages.success(request, "Thank you. Cases of this person are closed to you from now on.")
        return reverse("agencies:conflicts")

    page = {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act) or render(request, "agencies/conflict_declare.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(END)
def end_conflict(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.declared_conflicts(request.hat), pk=key)
    if request.method != "POST":
        return render(request, "agencies/conflict_end.html", {"conflict": found})
    actions.end_conflict(found, by=request.hat, at=timezone.now())
    messages.success(request, "Ended. Cases of this person are open to the worker again.")
    return redirect("agencies:conflicts")
