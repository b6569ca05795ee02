"""Who waits for a programme of the own agency, what places are left, and letting a start go ahead."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from interventions import queries
from interventions.actions import placing
from interventions.catalogue import PROGRAMMES
from interventions.forms.case import OverrideStart
from interventions.models import EnrolmentState
from interventions.views import cards
from interventions.views.lists import PlacesLeft, Waiting
from interventions.views.opening import found_or_404, named_lines
from interventions.views.sending import send
from referrals.actions.reading import read


OVERRIDE = DRAFT_FORMS.add(
    DraftForm("override", "Start before the checks", "interventions:override", Permission.START_OVERRIDE)
)


@require_safe
@requires(Permission.PLACE_VIEW)
def waiting(request: Request) -> HttpResponse:
    listing = Waiting(request, queries.waiting(request.hat))
    shown = [key for place in listing.page.rows for key in (place.pk, place.case_id)]
    read(shown, by=request.hat, at=timezone.now())
    page = {"listing": listing, "named": named_lines(request, EnrolmentState.WAITING)}
    return render(request, "interventions/waiting.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.START_OVERRIDE)
def override(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    place = found_or_404(request, queries.enrolments, key, now)
    read([place.pk, place.case_id, place.client_id], by=request.hat, at=now)
    writing = Writing.begin(request, OVERRIDE, place.pk)
    form = OverrideStart(writing.typed)

    def act() -> str:
        placing.override_start(place, reason=form.cleaned_data["reason"], by=request.hat, at=now)
        messages.success(request, "It can be booked now. Partner support is being told.")
        return reverse("interventions:waiting")

    is_open = queries.can_book(place)
    words, colour = cards.gate_words(is_open)
    page = {
        "place": place,
        "rows": cards.rows_of_place(place),
        "form": writing.fresh(form),
        "writing": writing,
        "gate": words,
        "colour": colour,
        "may_override": place.state == EnrolmentState.WAITING and not is_open,
    }
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "interventions/override.html", page)


@require_safe
@requires(Permission.PROGRAMME_VIEW)
def places_left(request: Request) -> HttpResponse:
    paid = queries.capacities(request.hat, on=timezone.localdate())
    listing = PlacesLeft(request, paid)
    bars = [
        cards.bar_of(capacity, f"{PROGRAMMES[capacity.programme].name}, {capacity.stream.name}")
        for capacity in listing.page.rows
    ]
    return render(request, "interventions/places_left.html", {"listing": listing, "bars": bars})
