"""Finding the person whom a survivor names, by exact name and birth date, and linking the two.

What is looked for is posted, never put in an address, and asked again when the link is made: only
somebody who was found this moment can be linked.
"""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.risk.cards import badges
from partners import queries
from partners.actions import finding
from partners.actions.reading import open_survivor
from partners.forms.link import FindClient, LinkClient
from partners.models import Survivor
from partners.views import cards


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CLIENT_FIND)
def link(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = get_visible_or_404(request.hat, queries.survivors(request.hat), pk=key)
    survivor = open_survivor(found, by=request.hat, at=now)
    form = FindClient(request.POST or None)
    choose = _look(request, survivor, form, now) if form.is_valid() else None
    if choose and choose.is_bound and choose.is_valid():
        _link(request, survivor, choose, now)
        return redirect("partners:survivor", survivor.pk)
    page = {
        "survivor": survivor,
        "facts": cards.facts_of_survivor(survivor),
        "badges": badges(survivor.grade),
        "form": form,
        "choose": choose,
    }
    return render(request, "partners/link.html", page)


def _look(request: Request, survivor: Survivor, form: FindClient, now: dt.datetime) -> LinkClient:
    found = finding.find(**form.cleaned_data, survivor=survivor, by=request.hat, at=now)
    is_chosen = request.POST.get("step") == "link"
    return LinkClient(request.POST if is_chosen else None, found=found)


def _link(request: Request, survivor: Survivor, choose: LinkClient, now: dt.datetime) -> None:
    about = {name: choose.cleaned_data[name] for name in ("relationship", "since")}
    try:
        finding.link(survivor, choose.chosen, **about, by=request.hat, at=now)
        messages.success(request, "Linked.")
    except finding.LinkedAlready as reason:
        messages.info(request, str(reason))
