"""Funding streams of the own agency, and the places each pays for."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.conflict import differences
from chrysalis.versions import Conflict
from interventions import queries
from interventions.actions import funding
from interventions.catalogue import PROGRAMMES
from interventions.forms.funding import AddPlaces, AddStream, ChangePlaces, ChangeStream
from interventions.models import Capacity, FundingStream
from interventions.views import cards
from interventions.views.lists import Streams
from interventions.views.sending import send


EDIT = Permission.FUNDING_EDIT
ADD = DRAFT_FORMS.add(DraftForm("stream", "New funding stream", "interventions:add_stream", EDIT))
CHANGE = DRAFT_FORMS.add(DraftForm("stream-change", "Funding stream", "interventions:change_stream", EDIT))
PLACES = DRAFT_FORMS.add(DraftForm("places", "Places", "interventions:add_places", EDIT))
CHANGE_PLACES = DRAFT_FORMS.add(DraftForm("places-change", "Places", "interventions:change_places", EDIT))


@require_safe
@requires(EDIT)
def streams(request: Request) -> HttpResponse:
    return render(
        request, "interventions/streams.html", {"listing": Streams(request, queries.streams(request.hat))}
    )


@require_safe
@requires(EDIT)
def stream(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _stream(request, key)
    lines = [
        (capacity, cards.bar_of(capacity, PROGRAMMES[capacity.programme].name))
        for capacity in queries.capacities_of(request.hat, found)
    ]
    return render(request, "interventions/stream.html", {"stream": found, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add_stream(request: Request) -> HttpResponse:
    now = timezone.now()
    writing = Writing.begin(request, ADD)
    form = AddStream(writing.typed, schemes=queries.schemes_provided_in(request.hat))

    def act() -> str:
        made = funding.add_stream(form.cleaned_data, by=request.hat, at=now)
        messages.success(request, "Funding stream added. Say now what places it pays for.")
        return reverse("interventions:stream", args=[made.pk])

    page = {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, "interventions/add_stream.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change_stream(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = _stream(request, key)
    writing = Writing.begin(request, CHANGE, found.pk)
    shown = {name: getattr(found, name) for name in ChangeStream.base_fields}
    form = ChangeStream(writing.typed, initial=shown)

    def act() -> str:
        values = dict(form.cleaned_data)
        seen = values.pop("version")
        funding.change_stream(found, values, seen_version=seen, by=request.hat, at=now)
        messages.success(request, "Funding stream changed.")
        return reverse("interventions:stream", args=[found.pk])

    page = {"stream": found, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        sent = send(request, writing, form, act, at=now)
        return sent or render(request, "interventions/change_stream.html", page)
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "interventions/change_stream.html", page, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add_places(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = _stream(request, key)
    writing = Writing.begin(request, PLACES, found.pk)
    shown = {"starts_on": found.starts_on, "ends_on": found.ends_on}
    form = AddPlaces(
        writing.typed, initial=shown, programmes=queries.programmes_of(request.hat, found.scheme_id)
    )

    def act() -> str:
        funding.add_places(found, form.cleaned_data, by=request.hat, at=now)
        messages.success(request, "Places added.")
        return reverse("interventions:stream", args=[found.pk])

    page = {"stream": found, "form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, "interventions/add_places.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change_places(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    own = queries.own_capacities(request.hat)
    found: Capacity = get_visible_or_404(request.hat, own, pk=key)
    writing = Writing.begin(request, CHANGE_PLACES, found.pk)
    shown = {name: getattr(found, name) for name in ChangePlaces.base_fields}
    form = ChangePlaces(writing.typed, initial=shown)

    def act() -> str:
        values = dict(form.cleaned_data)
        seen = values.pop("version")
        funding.change_places(found, values, seen_version=seen, by=request.hat, at=now)
        messages.success(request, "Places changed.")
        return reverse("interventions:stream", args=[found.stream_id])

    name = PROGRAMMES[found.programme].name
    page = {"capacity": found, "name": name, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        sent = send(request, writing, form, act, at=now)
        return sent or render(request, "interventions/change_places.html", page)
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "interventions/change_places.html", page, status=409)


def _stream(request: Request, key: uuid.UUID) -> FundingStream:
    return get_visible_or_404(request.hat, queries.streams(request.hat), pk=key)
