"""The records systems of the own agency, for its administrator."""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Agency
from chrysalis.api import queries
from chrysalis.api.actions import keeping
from chrysalis.api.forms import AddSystem, Seen
from chrysalis.api.models import Credential, Purpose, RecordsSystem
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.lists import Cell, Column, Heading, Listing
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import day


EDIT = Permission.RECORDS_SYSTEM_EDIT
PLACES.add(
    Place("api:systems", "Records systems", "Let a records system of your agency refer", EDIT, order=90)
)
ADD = DRAFT_FORMS.add(DraftForm("records-system", "New records system", "api:add_system", EDIT))
COLUMNS = [Heading(title) for title in ("Secret", "Made", "Last used", "")]
BOTH = ["GET", "HEAD", "POST"]


class Systems(Listing):
    caption, one, many = "Records systems of your agency", "records system", "records systems"
    empty = "None yet. Your people refer by hand, and see what they sent."
    ordering = "name"
    columns = (
        Column(
            "Name",
            lambda system: Cell(system.name, href=reverse("api:system", args=[system.pk])),
            sort="name",
        ),
        Column("May", lambda system: may(system)),
        Column("Last used", lambda system: used(system.last_used_on)),
        Column("Let in", lambda system: "No" if system.closed_at else "Yes"),
    )


def may(system: RecordsSystem) -> str:
    return "; ".join(str(Purpose(each).label) for each in system.purposes)


def used(on: dt.date | None) -> str:
    return day(on) if on else "Never"


@require_safe
@requires(EDIT)
def systems(request: Request) -> HttpResponse:
    return render(request, "api/systems.html", {"listing": Systems(request, queries.systems(request.hat))})


@require_http_methods(BOTH)
@requires(EDIT)
def add_system(request: Request) -> HttpResponse:
    writing = Writing.begin(request, ADD)
    form = AddSystem(writing.typed)

    def act() -> str:
        agency = Agency.objects.get(pk=request.hat.agency_id)
        made = keeping.add_system(agency, **form.cleaned_data, by=request.hat, at=timezone.now())
        return reverse("api:system", args=[made.pk])

    if writing.is_sent and form.is_valid():
        return redirect(send_once(writing.key, act, by=request.hat, at=timezone.now()))
    return render(request, "api/add_system.html", {"form": writing.fresh(form), "writing": writing})


@require_safe
@requires(EDIT)
def system(request: Request, key: uuid.UUID) -> HttpResponse:
    found = system_or_404(request, key)
    secrets = list(queries.live_secrets(found))
    webhook = queries.webhook_of(found)
    page = {
        "system": found,
        "facts": _facts(found),
        "columns": COLUMNS,
        "rows": [_secret(found, secret) for secret in secrets],
        "may_make": len(secrets) < len(Credential.Slot),
        "webhook": webhook.address if webhook else "",
    }
    return render(request, "api/system.html", page)


@require_http_methods(BOTH)
@requires(EDIT)
def make_secret(request: Request, key: uuid.UUID) -> HttpResponse:
    """Shown on the page that answers, and nowhere again."""
    found = system_or_404(request, key)
    form = Seen(request.POST or None, initial={"seen": found.credentials.count()})
    if not form.is_valid():
        return render(request, "api/make_secret.html", {"system": found, "form": form})
    try:
        seen = form.cleaned_data["seen"]
        secret = keeping.make_secret(found, seen=seen, by=request.hat, at=timezone.now())
    except keeping.NotNow as reason:
        messages.warning(request, str(reason))
        return redirect("api:system", found.pk)
    return render(request, "api/secret.html", {"system": found, "secret": secret})


@require_http_methods(BOTH)
@requires(EDIT)
def end_secret(request: Request, key: uuid.UUID, slot: int) -> HttpResponse:
    found = system_or_404(request, key)
    secret = queries.live_secrets(found).filter(slot=slot).first()
    if secret is None:
        raise Http404
    if request.method != "POST":
        page = {"system": found, "secret": secret, "used": used(secret.last_used_on)}
        return render(request, "api/end_secret.html", page)
    keeping.end_secret(found, secret, by=request.hat, at=timezone.now())
    messages.success(request, "The secret opens nothing any more.")
    return redirect("api:system", found.pk)


@require_http_methods(BOTH)
@requires(EDIT)
def close_system(request: Request, key: uuid.UUID) -> HttpResponse:
    found = system_or_404(request, key)
    if request.method != "POST":
        return render(request, "api/close_system.html", {"system": found})
    try:
        keeping.close_system(found, by=request.hat, at=timezone.now())
        messages.success(request, "It is shut out. What it sent stays where it is.")
    except keeping.NotNow as reason:
        messages.warning(request, str(reason))
    return redirect("api:system", found.pk)


def system_or_404(request: Request, key: uuid.UUID) -> RecordsSystem:
    return get_visible_or_404(request.hat, queries.systems(request.hat), pk=key)


def _facts(found: RecordsSystem) -> list[dict[str, str]]:
    facts = {
        "Number (client_id)": str(found.pk),
        "Where it gets a token": f"{settings.SERVICE_URL}{reverse('token')}",
        "It may": may(found),
        "Made": day(found.made_at),
        "Last used": used(found.last_used_on),
        "Shut out": day(found.closed_at) if found.closed_at else "No",
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items()]


def _secret(found: RecordsSystem, secret: Credential) -> list[Cell]:
    end = reverse("api:end_secret", args=[found.pk, secret.slot])
    cells = (
        Cell(str(Credential.Slot(secret.slot).label)),
        Cell(day(secret.made_at)),
        Cell(used(secret.last_used_on)),
        Cell("Take away", href=end),
    )
    return [
        Cell(cell.text, cell.href, title=heading.title) for cell, heading in zip(cells, COLUMNS, strict=True)
    ]
