"""The inbox: what came in and by when it wants an answer; one referral; taking it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.workflow import NotNow
from referrals import queries
from referrals.actions import triage
from referrals.actions.reading import open_referral, read
from referrals.views import cards, lists
from referrals.views.opening import referral_or_404
from referrals.workflow import REFERRAL


@require_safe
@requires(Permission.REFERRAL_VIEW)
def inbox(request: Request) -> HttpResponse:
    listing = lists.Inbox(request, queries.inbox(request.hat))
    read([row.pk for row in listing.page.rows], by=request.hat, at=timezone.now())
    return render(request, "referrals/inbox.html", {"listing": listing})


@require_safe
@requires(Permission.REFERRAL_VIEW)
def referral(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = open_referral(referral_or_404(request, key, now), by=request.hat, at=now)
    page = {
        "referral": found,
        "facts": cards.facts_of_referral(found, now),
        "cards": cards.cards_of_referral(found),
        "may": REFERRAL.open_to(found, by=request.hat),
    }
    return render(request, "referrals/referral.html", page)


@require_POST
@requires(Permission.REFERRAL_ACCEPT)
def accept(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = referral_or_404(request, key, now)
    try:
        case = triage.accept(found, by=request.hat, at=now)
    except NotNow:
        messages.info(request, "A case was opened from this referral already.")
        return redirect("referrals:referral", found.pk)
    messages.success(request, "Case opened. The next step is first contact.")
    return redirect("referrals:case", case.pk)
