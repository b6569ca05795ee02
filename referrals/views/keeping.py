"""What triage chooses from, for the administrator of the agency that leads a scheme."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import schemes_led
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.conflict import differences
from chrysalis.versions import Conflict
from referrals import queries
from referrals.actions import keeping
from referrals.forms.triage import AddService, ChangeService, WordReasons
from referrals.forms.ways_in import SetWaysIn
from referrals.models import SchemeWords
from referrals.views import lists
from referrals.views.sending import send
from referrals.ways_in import ways_into


EDIT = Permission.TRIAGE_EDIT
ADD = DRAFT_FORMS.add(DraftForm("next-service", "New next service", "referrals:add_service", EDIT))
CHANGE = DRAFT_FORMS.add(
    DraftForm("next-service-change", "Change to a next service", "referrals:change_service", EDIT)
)
WORDS = DRAFT_FORMS.add(DraftForm("refusal-words", "Words of refusals", "referrals:word_refusals", EDIT))
PAUSE_WORDS = DRAFT_FORMS.add(DraftForm("pause-words", "Words of pauses", "referrals:word_pauses", EDIT))
WAYS = DRAFT_FORMS.add(DraftForm("ways-in", "Ways in", "referrals:set_ways_in", EDIT))


@require_safe
@requires(EDIT)
def next_services(request: Request) -> HttpResponse:
    listing = lists.NextServices(request, queries.services_kept(request.hat))
    page = {"listing": listing, "schemes": schemes_led(request.hat)}
    return render(request, "referrals/next_services.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add_service(request: Request) -> HttpResponse:
    now = timezone.now()
    writing = Writing.begin(request, ADD)
    form = AddService(writing.typed, schemes=schemes_led(request.hat))

    def act() -> str:
        keeping.add_service(**form.cleaned_data, by=request.hat, at=now)
        messages.success(request, "Service added.")
        return reverse("referrals:next_services")

    page = {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, "referrals/add_service.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change_service(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = get_visible_or_404(request.hat, queries.services_kept(request.hat), pk=key)
    writing = Writing.begin(request, CHANGE, found.pk)
    shown = {name: getattr(found, name) for name in ("name", "takes", "telephone", "is_retired", "version")}
    form = ChangeService(writing.typed, initial=shown)

    def act() -> str:
        values = dict(form.cleaned_data)
        keeping.change_service(found, seen_version=values.pop("version"), **values, by=request.hat, at=now)
        messages.success(request, "Service changed.")
        return reverse("referrals:next_services")

    page = {"service": found, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        sent = send(request, writing, form, act, at=now)
        return sent or render(request, "referrals/change_service.html", page)
    except Conflict as conflict:
        page["conflict"] = differences(form, conflict.current)
        return render(request, "referrals/change_service.html", page, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def word_refusals(request: Request, key: uuid.UUID) -> HttpResponse:
    return _word(request, key, WORDS, queries.refusal_words, keeping.word_refusals)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def word_pauses(request: Request, key: uuid.UUID) -> HttpResponse:
    return _word(request, key, PAUSE_WORDS, queries.pause_words, keeping.word_pauses)


def _word(
    request: Request,
    key: uuid.UUID,
    draft: DraftForm,
    words_of: Callable[[Hat, Scheme], SchemeWords],
    action: Callable[..., None],
) -> HttpResponse:
    """The reasons of one kind, a field each, in the words of the scheme."""
    now = timezone.now()
    scheme = get_visible_or_404(request.hat, schemes_led(request.hat), pk=key)
    writing = Writing.begin(request, draft, scheme.pk)
    form = WordReasons(writing.typed, words=words_of(request.hat, scheme))

    def act() -> str:
        action(scheme, words=form.words, seen=form.seen, by=request.hat, at=now)
        messages.success(request, "Words saved.")
        return reverse("referrals:next_services")

    page = {"scheme": scheme, "form": writing.fresh(form), "writing": writing, "conflict": []}
    page["heading"] = draft.title
    try:
        sent = send(request, writing, form, act, at=now)
        return sent or render(request, "referrals/word_refusals.html", page)
    except keeping.WordsOvertaken as overtaken:
        page["conflict"] = form.beside(overtaken.current)
        return render(request, "referrals/word_refusals.html", page, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def set_ways_in(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    scheme = get_visible_or_404(request.hat, schemes_led(request.hat), pk=key)
    writing = Writing.begin(request, WAYS, scheme.pk)
    form = SetWaysIn(writing.typed, ways=ways_into(scheme))

    def act() -> str:
        keeping.set_ways_in(scheme, held=form.held, seen=form.seen, by=request.hat, at=now)
        messages.success(request, "Saved.")
        return reverse("referrals:next_services")

    page = {"scheme": scheme, "form": writing.fresh(form), "writing": writing, "conflict": []}
    try:
        sent = send(request, writing, form, act, at=now)
        return sent or render(request, "referrals/set_ways_in.html", page)
    except keeping.WaysOvertaken as overtaken:
        page["conflict"] = form.beside(overtaken.current)
        return render(request, "referrals/set_ways_in.html", page, status=409)
