"""How the own agency runs its programmes: the list, one version and what it changed, the next one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.decide import can
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.conflict import differences
from interventions import queries
from interventions.actions import agreeing, versions
from interventions.catalogue import PROGRAMMES
from interventions.forms.programme import BeginProgramme, ChangeProgramme, WriteText
from interventions.models import ProgrammeVersion
from interventions.views import cards
from interventions.views.lists import Programmes
from interventions.views.sending import send


EDIT = Permission.PROGRAMME_EDIT
BEGIN = DRAFT_FORMS.add(DraftForm("programme", "New programme", "interventions:begin_programme", EDIT))
CHANGE = DRAFT_FORMS.add(
    DraftForm("programme-change", "Change to a programme", "interventions:change_programme", EDIT)
)
TEXT = DRAFT_FORMS.add(
    DraftForm("agreement-text", "Text of the client agreement", "interventions:agreement_text", EDIT)
)


@require_safe
@requires(Permission.PROGRAMME_VIEW)
def own_programmes(request: Request) -> HttpResponse:
    listing = Programmes(request, queries.last_versions(request.hat))
    page = {"listing": listing, "may_edit": can(request.hat, EDIT)}
    return render(request, "interventions/own_programmes.html", page)


@require_safe
@requires(Permission.PROGRAMME_VIEW)
def version(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _version(request, key)
    every = list(queries.history(request.hat, found))
    before = next((each for each in every if each.number == found.number - 1), None)
    page = {
        "version": found,
        "made_by": next(each.made_by for each in every if each.pk == found.pk),
        "cards": cards.cards_of_version(found),
        "changed": cards.changed_rows(found, before),
        "every": every,
        "may_edit": can(request.hat, EDIT) and every[0].pk == found.pk,
    }
    return render(request, "interventions/version.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def begin_programme(request: Request) -> HttpResponse:
    now = timezone.now()
    writing = Writing.begin(request, BEGIN)
    schemes = queries.schemes_provided_in(request.hat)
    free = [each for each in PROGRAMMES if not each.retired]
    shown = {"starts_on": timezone.localdate(now), "scheme": schemes.first()}
    form = BeginProgramme(writing.typed, initial=shown, schemes=schemes, programmes=free)

    def act() -> str:
        chosen = PROGRAMMES[form.cleaned_data["programme"]]
        said = {name: form.cleaned_data[name] for name in ("scheme", "starts_on")}
        made = versions.begin_programme(chosen, **said, by=request.hat, at=now)
        messages.success(request, "Programme added, with the rules it comes with. Read them through.")
        return reverse("interventions:version", args=[made.pk])

    page = {"form": writing.fresh(form), "writing": writing}
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "interventions/begin_programme.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change_programme(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = _version(request, key)
    writing = Writing.begin(request, CHANGE, found.pk)
    form = ChangeProgramme(writing.typed) if writing.typed is not None else ChangeProgramme.showing(found)

    def act() -> str:
        seen = _seen(request, found, form.cleaned_data["number"])
        said = {name: form.cleaned_data[name] for name in ("starts_on", "reason")}
        made = versions.change_programme(seen, form.values, **said, by=request.hat, at=now)
        messages.success(request, "Changed. Who waits or attends already keeps the version they began under.")
        return reverse("interventions:version", args=[made.pk])

    page = {"version": found, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        sent = send(request, writing, form, act, at=now)
        return sent or render(request, "interventions/change_programme.html", page)
    except versions.Overtaken as overtaken:
        page["conflict"] = differences(form, overtaken.current, counted_by="number")
        return render(request, "interventions/change_programme.html", page, status=409)


def _seen(request: Request, found: ProgrammeVersion, number: int) -> ProgrammeVersion:
    """The version that was on screen: the one of the address, or a newer one after a conflict."""
    every = queries.history(request.hat, found)
    return get_visible_or_404(request.hat, every, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def agreement_text(request: Request) -> HttpResponse:
    now = timezone.now()
    writing = Writing.begin(request, TEXT)
    current = queries.agreement_text(request.hat)
    shown = {"words": current.words if current else "", "number": current.number if current else 0}
    form = WriteText(writing.typed, initial=shown)

    def act() -> str:
        words, number = form.cleaned_data["words"], form.cleaned_data["number"]
        agreeing.write_text(words, seen_number=number, by=request.hat, at=now)
        messages.success(request, "Text changed. Who signed another text keeps it.")
        return reverse("interventions:own_programmes")

    page = {"current": current, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        sent = send(request, writing, form, act, at=now)
        return sent or render(request, "interventions/agreement_text.html", page)
    except agreeing.TextOvertaken as overtaken:
        page["conflict"] = differences(form, overtaken.current, counted_by="number")
        return render(request, "interventions/agreement_text.html", page, status=409)


def _version(request: Request, key: uuid.UUID) -> ProgrammeVersion:
    """SAFETY: versions are no secret, but a page is about the own agency's."""
    return get_visible_or_404(request.hat, queries.versions(request.hat), pk=key)
