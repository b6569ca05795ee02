"""One person and the programmes: what fits and why, what decides it, the agreement, the queue, a place."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing, sent_before
from chrysalis.risk.cards import badges
from chrysalis.ui.conflict import differences
from chrysalis.ui.templatetags.ui import day
from interventions import queries
from interventions.actions import agreeing, placing, suiting
from interventions.forms.case import Because, Book, RecordSuitability, TakeAgreement, WaitFor
from interventions.models import Capacity, Enrolment, EnrolmentState
from interventions.rules.days import last_session
from interventions.rules.eligibility import Verdict
from interventions.views import cards
from interventions.views.sending import send
from referrals.actions.moving import is_over
from referrals.models import Case
from referrals.rules.disposals import outlasts
from referrals.views.cards import facts_of_case
from referrals.views.of_force import VOLUNTARY
from referrals.views.opening import case_or_404


P = Permission
FACTS = DRAFT_FORMS.add(
    DraftForm("suitability", "What decides which programme", "interventions:suitability", P.PLACE_OFFER)
)
AGREEMENT = DRAFT_FORMS.add(
    DraftForm("client-agreement", "Client agreement", "interventions:client_agreement", P.AGREEMENT_TAKE)
)
WAIT = DRAFT_FORMS.add(DraftForm("wait", "Waiting list", "interventions:wait", P.PLACE_OFFER))
BOOK = DRAFT_FORMS.add(DraftForm("book", "Place on a programme", "interventions:book", P.PLACE_BOOK))
BACK = DRAFT_FORMS.add(DraftForm("give-back", "Place given back", "interventions:give_back", P.PLACE_BOOK))
LEAVE = DRAFT_FORMS.add(DraftForm("leave", "Leaving the list", "interventions:leave", P.PLACE_OFFER))


@require_safe
@requires(P.PLACE_VIEW)
def programmes(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    known = queries.suitability(request.hat, found)
    shown = queries.choices(request.hat, found, known, on=timezone.localdate(now))
    open_places = [place for place in queries.enrolments_of(request.hat, found) if place.is_open]
    page = _header(found, now) | {
        "choices": [cards.choice_card(choice, case_is_over=is_over(found)) for choice in shown],
        "places": [_place(place) for place in open_places if place.case_id == found.pk],
        "known": cards.rows_of_suitability(known),
        "agreement": queries.agreements(request.hat, found).first(),
        "timeline": cards.timeline(list(queries.steps(request.hat, found))),
    }
    return render(request, "interventions/programmes.html", page)


def _place(place: Enrolment) -> dict[str, Any]:
    """A place of the person's, with what can be done with it."""
    is_waiting = place.state == EnrolmentState.WAITING
    can_book = is_waiting and queries.can_book(place)
    words, colour = cards.gate_words(can_book) if is_waiting else ("", "")
    return {
        "place": place,
        "rows": cards.rows_of_place(place)[1:],  # the programme is the title of the card
        "can_book": can_book,
        "is_waiting": is_waiting,
        "is_booked": place.state == EnrolmentState.BOOKED,
        "gate": words,
        "colour": colour,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PLACE_OFFER)
def suitability(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, FACTS, found.pk)
    known = queries.suitability(request.hat, found)
    form = RecordSuitability(writing.typed) if writing.typed is not None else RecordSuitability.showing(known)

    def act() -> str:
        values = dict(form.cleaned_data)
        suiting.record_suitability(found, values, seen_number=values.pop("number"), by=request.hat, at=now)
        messages.success(request, "Recorded.")
        return reverse("interventions:programmes", args=[found.pk])

    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        return send(request, writing, form, act, at=now) or render(
            request, "interventions/suitability.html", page
        )
    except suiting.SuitabilityOvertaken as overtaken:
        page["conflict"] = differences(form, overtaken.current, counted_by="number")
        return render(request, "interventions/suitability.html", page, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.AGREEMENT_TAKE)
def client_agreement(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    text = queries.agreement_text(request.hat)
    taken = [cards.rows_of_agreement(each) for each in queries.agreements(request.hat, found)]
    # SAFETY: they read along, and may type on this screen: nothing of what is feared of them stands on it.
    page = {"case": found, "client": found.client, "text": text, "taken": taken}
    if text is None:
        return render(request, "interventions/no_agreement_text.html", page)
    writing = Writing.begin(request, AGREEMENT, found.pk)
    shown = {"text": text.pk, "answered_on": timezone.localdate(now)}
    form = TakeAgreement(writing.typed, initial=shown, text=text)

    def act() -> str:
        values = dict(form.cleaned_data)
        agreeing.take_agreement(found, values.pop("text"), values, by=request.hat, at=now)
        messages.success(request, "Client agreement recorded.")
        return reverse("interventions:programmes", args=[found.pk])

    page |= {"form": writing.fresh(form), "writing": writing}
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "interventions/client_agreement.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PLACE_OFFER)
def wait(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, WAIT, found.pk)
    known = queries.suitability(request.hat, found)
    shown = queries.choices(request.hat, found, known, on=timezone.localdate(now))
    free = [choice for choice in shown if choice.is_own and choice.version.is_offered and not choice.place]
    fitting = {choice.version.pk for choice in free if choice.finding.verdict is Verdict.MAY}
    named = {choice.version.programme: choice.version.pk for choice in free}
    form = WaitFor(
        writing.typed,
        versions=[choice.version for choice in free],
        fitting=fitting,
        initial={"version": named.get(request.GET.get("programme", ""))},
    )

    def act() -> str:
        version = form.cleaned_data["version"]
        said = {name: form.cleaned_data[name] for name in ("waits_for", "reason")}
        placing.wait_for(found, version, **said, by=request.hat, at=now)
        messages.success(request, "On the waiting list.")
        return reverse("interventions:programmes", args=[found.pk])

    page = _header(found, now) | {
        "form": writing.fresh(form),
        "writing": writing,
        "findings": [cards.choice_card(choice) for choice in free],
    }
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "interventions/wait.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PLACE_BOOK)
def book(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, BOOK, found.pk)
    place = _chosen(request, writing, found, EnrolmentState.WAITING)
    if place is None:
        return _nothing_to_do(request, writing, found)
    today = timezone.localdate(now)
    paid = [each for each in queries.capacities(request.hat, on=today) if each.programme == place.programme]
    form = Book(writing.typed, initial={"place": place.pk}, place=place, capacities=paid)
    agreed = queries.agreement_of(request.hat, found.pk)
    is_open = queries.can_book(place)

    def act() -> str:
        capacity = form.cleaned_data.get("capacity")
        starts_on = form.cleaned_data["starts_on"]
        placing.book(place, starts_on=starts_on, capacity=capacity, by=request.hat, at=now)
        _tell_booked(request, place, capacity, starts_on)
        if longer := _longer(found, place, starts_on):
            messages.warning(request, longer)
        return reverse("interventions:programmes", args=[found.pk])

    words, colour = cards.gate_words(is_open)
    page = _header(found, now) | {
        "form": writing.fresh(form),
        "writing": writing,
        "place": place,
        "rows": cards.rows_of_place(place),
        "agreed": agreed,
        "is_open": is_open,
        "gate": words,
        "colour": colour,
        "again": cards.when_asked_again(settings.START_ANSWERS_AT),
        "longer": _longer(found, place, today),
    }
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "interventions/book.html", page)


def _longer(case: Case, place: Enrolment, starts_on: dt.date) -> str:
    """What to say where the programme, begun then, is not over by the deadline of a disposal."""
    due_on = case.disposal_due_on
    ends_on = last_session(queries.terms_of(place.programme_version), starts_on)
    if due_on is None or not outlasts(ends_on, due_on):
        return ""
    until = f"runs to about {day(ends_on)}" if ends_on else "has no last session"
    said = f"Begun on {day(starts_on)}, this programme {until}; the disposal is to be complied with by"
    return f"{said} {day(due_on)}. {VOLUNTARY}"


def _tell_booked(request: Request, place: Enrolment, capacity: Capacity | None, starts_on: dt.date) -> None:
    messages.success(request, f"Place booked from {day(starts_on)}.")
    ends_on = last_session(queries.terms_of(place.programme_version), starts_on)
    if capacity and ends_on and ends_on > capacity.stream.ends_on:
        messages.warning(
            request,
            f"{capacity.stream.name} pays until {day(capacity.stream.ends_on)}; this programme runs to about "
            f"{day(ends_on)}.",
        )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PLACE_BOOK)
def give_back(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, BACK, found.pk)
    place = _chosen(request, writing, found, EnrolmentState.BOOKED)
    if place is None:
        return _nothing_to_do(request, writing, found)
    form = Because(writing.typed, initial={"place": place.pk}, place=place)

    def act() -> str:
        placing.give_back(place, reason=form.cleaned_data["reason"], by=request.hat, at=now)
        messages.success(request, "Place given back.")
        return reverse("interventions:programmes", args=[found.pk])

    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing, "place": place}
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "interventions/give_back.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PLACE_OFFER)
def leave(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, LEAVE, found.pk)
    place = _chosen(request, writing, found, EnrolmentState.WAITING)
    if place is None:
        return _nothing_to_do(request, writing, found)
    form = Because(writing.typed, initial={"place": place.pk}, place=place)

    def act() -> str:
        placing.leave(place, reason=form.cleaned_data["reason"], by=request.hat, at=now)
        messages.success(request, "Taken off the waiting list.")
        return reverse("interventions:programmes", args=[found.pk])

    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing, "place": place}
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "interventions/leave.html", page)


def _chosen(request: Request, writing: Writing, case: Case, state: str) -> Enrolment | None:
    """The place that a page is about: the one that was typed and no other; else what the link named, or the
    first there is."""
    found = list(queries.enrolments(request.hat).filter(case=case, state=state))
    if writing.typed is not None and (typed := writing.typed.get("place")):
        found = [place for place in found if str(place.pk) == typed]
    named = [place for place in found if place.programme == request.GET.get("programme", "")]
    return next(iter(named or found), None)


def _nothing_to_do(request: Request, writing: Writing, case: Case) -> HttpResponse:
    """This very form did it already, or somebody else did, or the link is old."""
    if before := sent_before(request, writing):
        return before
    messages.warning(request, "There is no such place any more. This is how things stand now.")
    return redirect("interventions:programmes", case.pk)


def _header(found: Case, now: dt.datetime) -> dict[str, Any]:
    return {
        "case": found,
        "client": found.client,
        "facts": facts_of_case(found, now),
        "badges": badges(found.grade or found.tool_grade),
    }
