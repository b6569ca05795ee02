"""Links to refer, as a caseworker sends them and sees what became of them."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from referrals import queries
from referrals.actions import inviting
from referrals.forms.inviting import Invite
from referrals.models import ReferrerInvitation
from referrals.views import lists
from referrals.views.rows import Row, row, spoken


INVITING = DRAFT_FORMS.add(
    DraftForm("referrer-invitation", "Link to refer", "referrals:invite", Permission.REFERRAL_INVITE)
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_INVITE)
def invite(request: Request) -> HttpResponse:
    """Send a link; below, those that were sent."""
    now, scheme = timezone.now(), queries.schemes_received(request.hat).first()
    if scheme is None:
        return render(request, "referrals/no_front_door.html", status=409)
    writing = Writing.begin(request, INVITING)
    form = Invite(writing.typed, scheme=scheme)

    def act() -> str:
        inviting.invite(scheme, **form.cleaned_data, by=request.hat, at=now)
        messages.success(request, "The link is on its way.")
        return reverse("referrals:invite")

    if writing.is_sent and form.is_valid():
        return redirect(send_once(writing.key, act, by=request.hat, at=now))
    listing = lists.Invitations(request, queries.invitations(request.hat))
    page = {"form": writing.fresh(form), "writing": writing, "scheme": scheme, "listing": listing}
    return render(request, "referrals/invite.html", page)


@require_safe
@requires(Permission.REFERRAL_INVITE)
def invitation(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, queries.invitations(request.hat), pk=key)
    return render(request, "referrals/invitation.html", {"rows": _rows(found)})


def _rows(found: ReferrerInvitation) -> list[Row]:
    """SAFETY: whether it was used is left out: it would tell of a referral that is hidden from the reader."""
    return [
        row("Sent to", found.address),
        row("Agency", found.agency_name),
        row("By", found.invited_by.full_name if found.invited_by else "They asked for it themselves"),
        row("Asked for", spoken(found.made_at)),
        row("Sent", spoken(found.sent_at) if found.sent_at else "Not yet"),
    ]
