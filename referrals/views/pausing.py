"""Letting the clock of a referral stand still until a day; and a manager who agrees that it is longer."""

import uuid
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.templatetags.ui import day
from chrysalis.workflow import NotNow
from referrals import queries
from referrals.actions import pausing
from referrals.forms.pausing import AgreePause, PauseClock
from referrals.models import Pause, Referral
from referrals.views.opening import referral_or_404
from referrals.views.rows import Row, row, spoken
from referrals.views.sending import send
from referrals.views.triage import decide


PAUSE = DRAFT_FORMS.add(DraftForm("pause", "Paused clock", "referrals:pause", Permission.REFERRAL_PAUSE))
AGREE = DRAFT_FORMS.add(
    DraftForm("pause-agreed", "Answer about a paused clock", "referrals:agree_pause", Permission.PAUSE_AGREE)
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_PAUSE)
def pause(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()

    def form(typed: Any, found: Referral) -> Form:
        words = queries.pause_words(request.hat, found.scheme)
        allowed = pausing.allowed_until(found, by=request.hat, at=now)
        return PauseClock(typed, choices=words, today=timezone.localdate(now), allowed=allowed)

    said = "Recorded. The clock stands still, and goes on by itself."
    return decide(request, key, PAUSE, form, pausing.pause, said=said)


@require_POST
@requires(Permission.REFERRAL_PAUSE)
def go_on(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = referral_or_404(request, key, now)
    try:
        pausing.go_on(found, by=request.hat, at=now)
        messages.success(request, "The clock runs again.")
    except NotNow as reason:
        messages.info(request, str(reason))
    return redirect("referrals:referral", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PAUSE_AGREE)
def agree_pause(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = get_visible_or_404(request.hat, queries.pauses_asked(request.hat), pk=key)
    writing = Writing.begin(request, AGREE, found.pk)
    form = AgreePause(writing.typed)

    def act() -> str:
        pausing.answer_pause(found, **form.values, by=request.hat, at=now)
        messages.success(request, "Answered. The caseworker reads it on the referral.")
        return reverse("home")

    page = {"pause": found, "rows": _rows(found), "form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, "referrals/agree_pause.html", page)


def _rows(found: Pause) -> list[Row]:
    return [
        row("Reference", found.reference),
        row("Asked by", found.by.full_name, spoken(found.at)),
        row("Why", found.said, found.words),
        row("Paused until", day(found.until_on)),
        row("Asked for until", day(found.wanted_until_on)),
        row("First contact was due", spoken(found.due_at)),
    ]
