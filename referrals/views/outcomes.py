"""What a force was told at the end of a disposal: a word and a day, and the paper for its file."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.ui.templatetags.ui import day, moment
from referrals import queries
from referrals.actions.reading import read
from referrals.views.rows import row


@require_safe
@requires(Permission.REFERRAL_FOLLOW)
def outcome(request: Request, key: uuid.UUID) -> HttpResponse:
    told = get_visible_or_404(request.hat, queries.outcomes(request.hat), pk=key)
    rows = [
        row("Reference", told.reference),
        row("Outcome", told.get_word_display()),
        row("On", day(told.on)),
        row("Told by", told.provider_agency.name, moment(timezone.localtime(told.told_at))),
    ]
    return render(request, "referrals/outcome.html", {"told": told, "rows": rows})


@require_safe
@requires(Permission.REFERRAL_FOLLOW)
def outcome_paper(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    told = get_visible_or_404(request.hat, queries.outcomes(request.hat), pk=key)
    read([told.pk], by=request.hat, at=now)
    response = HttpResponse(bytes(told.body), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{told.reference}.pdf"'
    return response
