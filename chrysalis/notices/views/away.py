"""Being away: one's own days and who covers; for an administrator, those of a colleague."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chrysalis.access.http import Request, any_hat, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.queries import accounts
from chrysalis.notices import queries
from chrysalis.notices.actions import keeping
from chrysalis.notices.forms import SayAway
from chrysalis.notices.models import Absence
from chrysalis.notices.offices import colleagues
from chrysalis.notices.recipients import Recipient


@require_http_methods(["GET", "HEAD", "POST"])
@any_hat("keeps the worker's own days away")
def away(request: Request) -> HttpResponse:
    hat = request.hat
    mine = queries.absences_ahead(hat, on=timezone.localdate()).filter(worker_id=hat.worker_id)
    own = Recipient(hat.agency_id, hat.role_slug, hat.worker_id)
    page = {"absences": mine, "title": "When you are away", "back": reverse("notices:notices")}
    return _ask(request, own, page, "Recorded. Whoever covers is told as well as you.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ABSENCE_EDIT)
def away_for(request: Request, key: uuid.UUID) -> HttpResponse:
    place = get_visible_or_404(request.hat, accounts(request.hat), pk=key)
    who = Recipient(place.agency_id, place.role_slug, place.worker_id)
    theirs = queries.absences_ahead(request.hat, on=timezone.localdate()).filter(worker_id=place.worker_id)
    page = {
        "absences": theirs,
        "title": f"When {place.worker.full_name} is away",
        "back": reverse("agencies:account", args=[place.pk]),
    }
    return _ask(request, who, page, "Recorded. Whoever covers is told as well.")


@require_POST
@any_hat("ends the worker's own days away; for an administrator, a colleague's")
def end_away(request: Request, key: uuid.UUID) -> HttpResponse:
    found: Absence = get_visible_or_404(request.hat, queries.absences(request.hat), pk=key)
    keeping.end_absence(found, by=request.hat, at=timezone.now())
    messages.success(request, "Ended. Nobody covers any more.")
    return redirect("notices:notices")


def _ask(request: Request, who: Recipient, page: dict[str, object], said: str) -> HttpResponse:
    today = timezone.localdate()
    form = SayAway(request.POST or None, colleagues=colleagues(who, on=today), today=today)
    if form.is_valid() and _record(request, who, form):
        messages.success(request, said)
        return redirect(request.path)
    return render(request, "notices/away.html", page | {"form": form})


def _record(request: Request, who: Recipient, form: SayAway) -> bool:
    facts = form.cleaned_data | {"cover": uuid.UUID(form.cleaned_data["cover"])}
    try:
        keeping.record_absence(who, **facts, by=request.hat, at=timezone.now())
    except keeping.Refused as reason:
        form.add_error(reason.field, str(reason))
        return False
    return True
