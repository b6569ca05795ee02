"""Handing a case on: offering it, and on the other side reading, taking or returning it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import with_name
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.workflow import NotNow
from referrals import queries
from referrals.actions import handing_over
from referrals.forms.handover import OfferHandover, ReturnHandover
from referrals.gates.unfinished import still_open
from referrals.models import Handover
from referrals.views import cards, in_own_words
from referrals.views.going_along import to_know
from referrals.views.opening import case_or_404
from referrals.views.sending import send
from referrals.workflow import HANDOVER


OFFER, TAKE = Permission.HANDOVER_OFFER, Permission.HANDOVER_TAKE
OFFERING = DRAFT_FORMS.add(DraftForm("handover", "Handover", "referrals:hand_over", OFFER))
RETURNING = DRAFT_FORMS.add(
    DraftForm("handover-return", "Return of a handover", "referrals:return_handover", TAKE)
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(OFFER)
def hand_over(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, OFFERING, found.pk)
    release = queries.releases(request.hat, found).first()
    told = in_own_words.told_beside(found, by=request.hat, at=now)
    lines = [to_know(request.hat, found, release, now), *([in_own_words.in_a_line(told)] if told else [])]
    to_do = [Handover.ToDo.RELEASE] if queries.in_custody_since(request.hat, found) else []
    known = {"summary": "\n".join(lines), "to_do": to_do} if writing.typed is None else {}
    receivers = queries.receivers(request.hat, found.scheme)
    form = OfferHandover(writing.typed, initial=known, receivers=receivers)

    def act() -> str:
        made = handing_over.offer(found, **form.cleaned_data, by=request.hat, at=now)
        messages.success(request, f"Offered to {made.to_agency.name}. The case is yours until they take it.")
        return reverse("referrals:case", args=[found.pk])

    page = cards.header(found, release, now) | {
        "form": writing.fresh(form),
        "writing": writing,
        "ends": [each.name for each in still_open(request.hat, found.pk)],
    }
    return send(request, writing, form, act, at=now) or render(request, "referrals/hand_over.html", page)


@require_safe
@requires(TAKE)
def handover(request: Request, key: uuid.UUID) -> HttpResponse:
    found = _read(request, key)
    is_ours = found.to_agency_id == request.hat.agency_id
    page = {
        "handover": found,
        "rows": cards.rows_of_handover(found, timezone.now()),
        "may": HANDOVER.open_to(found, by=request.hat) if is_ours else [],
    }
    return render(request, "referrals/handover.html", page)


@require_POST
@requires(TAKE)
def take(request: Request, key: uuid.UUID) -> HttpResponse:
    now, found = timezone.now(), _received(request, key)
    try:
        case = handing_over.take(found, by=request.hat, at=now)
    except NotNow:
        messages.info(request, _who_was_first(_read(request, key)))
        return redirect("referrals:handover", found.pk)
    messages.success(request, "Taken. The next step is first contact.")
    return redirect("referrals:case", case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TAKE)
def return_handover(request: Request, key: uuid.UUID) -> HttpResponse:
    now, found = timezone.now(), _received(request, key)
    writing = Writing.begin(request, RETURNING, found.pk)
    form = ReturnHandover(writing.typed)

    def act() -> str:
        handing_over.return_handover(found, **form.cleaned_data, by=request.hat, at=now)
        messages.success(request, f"Returned to {found.from_agency.name}.")
        return reverse("referrals:inbox")

    page = {"handover": found, "form": writing.fresh(form), "writing": writing}
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "referrals/return_handover.html", page)


@require_POST
@requires(OFFER)
def withdraw_handover(request: Request, key: uuid.UUID) -> HttpResponse:
    """Of the case whose key it is: the one handover of it that waits."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    waiting = queries.handover_of(request.hat, found)
    if waiting is None:
        raise Http404
    try:
        handing_over.withdraw(waiting, by=request.hat, at=now)
        messages.success(request, "Withdrawn. The case is yours as before.")
    except NotNow as reason:
        messages.info(request, str(reason))
    return redirect("referrals:case", found.pk)


def _read(request: Request, key: uuid.UUID) -> Handover:
    found = with_name(queries.handovers(request.hat), "offered_by")
    handover = get_visible_or_404(request.hat, with_name(found, "settled_by"), pk=key)
    return handing_over.read_handover(handover, by=request.hat, at=timezone.now())


def _received(request: Request, key: uuid.UUID) -> Handover:
    handover = _read(request, key)
    if handover.to_agency_id != request.hat.agency_id:
        raise Http404
    return handover


def _who_was_first(handover: Handover) -> str:
    if handover.settled_by is None:
        return "This handover cannot be taken any longer: the case is over, or was closed to others."
    return f"{handover.settled_by.full_name} was before you: {handover.get_state_display().lower()}."
