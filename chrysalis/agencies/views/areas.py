"""The areas of the schemes that the own agency leads."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import queries
from chrysalis.agencies.actions import schemes as actions
from chrysalis.agencies.forms.areas import AddArea, ChangeArea, RetireArea
from chrysalis.agencies.models import Area
from chrysalis.agencies.views.lists import Areas
from chrysalis.agencies.views.sending import send
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.conflict import differences
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.versions import Conflict


EDIT = Permission.AREA_EDIT
PLACES.add(Place("agencies:areas", "Areas", "Keep the areas that the schemes you lead are counted by", EDIT))
ADD = DRAFT_FORMS.add(DraftForm("area", "New area", "agencies:add_area", EDIT))
CHANGE = DRAFT_FORMS.add(DraftForm("area-change", "Change to an area", "agencies:change_area", EDIT))


@require_safe
@requires(EDIT)
def areas(request: Request) -> HttpResponse:
    listing = Areas(request, queries.areas(request.hat))
    page = {"listing": listing, "leads": queries.schemes_led(request.hat).exists()}
    return render(request, "agencies/areas.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add_area(request: Request) -> HttpResponse:
    writing = Writing.begin(request, ADD)
    form = AddArea(writing.typed, by=request.hat)

    def act(at: dt.datetime) -> str:
        actions.add_area(**form.cleaned_data, by=request.hat, at=at)
        messages.success(request, "Area added.")
        return reverse("agencies:areas")

    page = {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act) or render(request, "agencies/area_add.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change_area(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _area(request, key)
    writing = Writing.begin(request, CHANGE, found.pk)
    shown = {name: getattr(found, name) for name in ("name", "code", "partner_support", "version")}
    form = ChangeArea(writing.typed, initial=shown, by=request.hat)

    def act(at: dt.datetime) -> str:
        values = dict(form.cleaned_data)
        seen = values.pop("version")
        actions.change_area(found, **values, seen_version=seen, by=request.hat, at=at)
        messages.success(request, "Area changed.")
        return reverse("agencies:areas")

    page = {"area": found, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        return send(request, writing, form, act) or render(request, "agencies/area_change.html", page)
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "agencies/area_change.html", page, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def retire_area(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _area(request, key)
    form = RetireArea(request.POST or None, initial={"version": found.version})
    if not form.is_valid():
        return render(request, "agencies/area_retire.html", {"area": found, "form": form})
    try:
        seen = form.cleaned_data["version"]
        actions.retire_area(found, seen_version=seen, by=request.hat, at=timezone.now())
        messages.success(request, "Area retired.")
    except actions.AreaRefused as reason:
        messages.error(request, str(reason))
    except Conflict:
        messages.warning(request, "Somebody else changed this area just now. Look again before retiring it.")
    return redirect("agencies:areas")


def _area(request: Request, key: uuid.UUID) -> Area:
    return get_visible_or_404(request.hat, queries.areas(request.hat), pk=key)
