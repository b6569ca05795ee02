"""For whoever sent a referral: what a service asks about it, and the answer."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from referrals import queries
from referrals.actions import asking_sender
from referrals.forms.triage import Reply
from referrals.views.sending import send


ANSWER = Permission.REFERRAL_ANSWER
FORM = DRAFT_FORMS.add(DraftForm("answer", "Answer to a service", "referrals:answer", ANSWER))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(ANSWER)
def answer(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = get_visible_or_404(request.hat, queries.questions(request.hat), pk=key)
    asking_sender.open_question(found, by=request.hat, at=now)
    if found.closed_at and request.method != "POST":
        messages.info(request, "This question is closed: it was answered, or the service went on without.")
        return redirect("referrals:receipt", found.reference)
    writing = Writing.begin(request, FORM, found.pk)
    form = Reply(writing.typed)

    def act() -> str:
        asking_sender.answer(found, **form.cleaned_data, by=request.hat, at=now)
        messages.success(request, f"Answer sent to {found.provider_agency.name}. You will not see it again.")
        return reverse("referrals:receipt", args=[found.reference])

    page = {"question": found, "form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, "referrals/answer.html", page)
