"""Asking a safeguarding lead to restrict a case; and the lead's answer."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.notices.unread import unread_words
from referrals import queries
from referrals.actions import asking
from referrals.forms.restricting import AskToRestrict
from referrals.models import Referral, RestrictionAsk
from referrals.views.opening import referral_or_404


ASK = Permission.RESTRICTION_ASK
FORM = DRAFT_FORMS.add(DraftForm("ask-to-restrict", "Request to restrict", "referrals:ask_to_restrict", ASK))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ASK)
def ask_to_restrict(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = referral_or_404(request, key, now)
    if found.is_restricted:
        raise Http404
    writing = Writing.begin(request, FORM, found.pk)
    form = AskToRestrict(writing.typed)
    if writing.is_sent and form.is_valid():
        return redirect(
            send_once(writing.key, lambda: _ask(request, found, form, now), by=request.hat, at=now)
        )
    page = {"referral": found, "form": writing.fresh(form), "writing": writing}
    page["unread"] = unread_words(request.hat.agency_id, at=now)
    return render(request, "referrals/ask_to_restrict.html", page)


def _ask(request: Request, found: Referral, form: AskToRestrict, now: dt.datetime) -> str:
    asking.ask_to_restrict(found, **form.cleaned_data, by=request.hat, at=now)
    unread = unread_words(request.hat.agency_id, at=now)
    messages.success(request, f"Asked. {unread or 'Your safeguarding leads see it on their next page.'}")
    return reverse("referrals:referral", args=[found.pk])


@require_POST
@requires(Permission.CASE_RESTRICT)
def answer_ask(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.asks(request.hat), pk=key)
    answer = request.POST.get("answer")
    if answer not in RestrictionAsk.Answer.values:
        raise Http404
    asking.answer_ask(found, answer, by=request.hat, at=timezone.now())
    messages.success(request, "Answered.")
    return redirect("referrals:restrictions")
