"""Somebody rings or drops in: what they asked is written down, decided on, carried on, or goes.

SAFETY: whoever asks whether somebody is known is told the one sentence that stands on these pages. Whoever is
harmed is heard by partner support alone: their page keeps nothing on this side, not even a draft.
"""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from referrals import queries
from referrals.actions import enquiring
from referrals.actions.reading import read
from referrals.forms.enquiry import DecideContact, RecordEnquiry
from referrals.models import Enquiry
from referrals.views import lists, partner_section
from referrals.views.rows import Row, chosen, row, spoken
from referrals.views.sending import send


P = Permission
ENQUIRY = DRAFT_FORMS.add(DraftForm("enquiry", "Enquiry", "referrals:record_enquiry", P.ENQUIRY_TAKE))
CONTACT = DRAFT_FORMS.add(
    DraftForm("enquiry-contact", "Getting in touch", "referrals:enquiry", P.ENQUIRY_TAKE)
)
WORRIED = Enquiry.About.WORRIED


@require_safe
@requires(P.ENQUIRY_TAKE)
def enquiries(request: Request) -> HttpResponse:
    now = timezone.now()
    listing = lists.Enquiries(request, queries.enquiries(request.hat, at=now))
    read([each.pk for each in listing.page.rows], by=request.hat, at=now)
    return render(request, "referrals/enquiries.html", {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.ENQUIRY_TAKE)
def record_enquiry(request: Request) -> HttpResponse:
    """What it is about comes first, since whoever is harmed must not be written down here."""
    now, scheme = timezone.now(), queries.schemes_received(request.hat).first()
    if scheme is None:
        return render(request, "referrals/no_front_door.html", status=409)
    writing = Writing.begin(request, ENQUIRY)
    about = (writing.typed or request.GET).get("about") or request.GET.get("about", "")
    if about not in Enquiry.About.values:
        kinds = [each for each in Enquiry.About if each != WORRIED]
        return render(request, "referrals/record_enquiry_about.html", {"kinds": kinds})
    form = RecordEnquiry(writing.typed, about=about, now=now)

    def act() -> str:
        made = enquiring.record_enquiry(scheme, form.told, by=request.hat, at=now)
        messages.success(request, f"Written down. It goes on {lists.day_of(made.sweep_after)}.")
        return reverse("referrals:enquiries")

    kind = Enquiry.About(about)
    page = {"form": writing.fresh(form), "writing": writing, "about": kind, "is_worried": kind == WORRIED}
    return send(request, writing, form, act, at=now) or render(request, "referrals/record_enquiry.html", page)


@require_safe
@requires(P.ENQUIRY_TAKE)
def worried(request: Request) -> HttpResponse:
    """Advice first; then two ways, of which one leads to partner support alone."""
    scheme = queries.schemes_received(request.hat).first()
    if scheme is None:
        return render(request, "referrals/no_front_door.html", status=409)
    page = {
        "scheme": scheme,
        "section": partner_section.empty_form(scheme, partner_section.WORRIED),
        "section_key": partner_section.new_key(),
        "seal_at": reverse("referrals:seal_worried"),
    }
    return render(request, "referrals/worried.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.ENQUIRY_TAKE)
def enquiry(request: Request, key: uuid.UUID) -> HttpResponse:
    """One enquiry; and, of whoever asked to be rung, the decision whether that is safe."""
    now = timezone.now()
    found = _found(request, key, now)
    waits = found.contact == Enquiry.Contact.WAITS
    writing = Writing.begin(request, CONTACT, found.pk)
    form = DecideContact(writing.typed)

    def act() -> str:
        enquiring.decide_contact(found, **form.decided, by=request.hat, at=now)
        messages.success(request, "Decided.")
        return reverse("referrals:enquiry", args=[found.pk])

    page = {
        "enquiry": found,
        "rows": _rows(found),
        "waits": waits,
        "form": writing.fresh(form),
        "writing": writing,
        "goes_on": lists.day_of(found.sweep_after),
        "is_own": found.about == Enquiry.About.OWN,
    }
    return send(request, writing, form, act, at=now) or render(request, "referrals/enquiry.html", page)


@require_POST
@requires(P.ENQUIRY_TAKE)
def keep_enquiry(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = _found(request, key, now)
    enquiring.keep_enquiry(found, by=request.hat, at=now)
    messages.success(request, f"Kept for another {found.scheme.enquiry_days} days.")
    return redirect("referrals:enquiry", found.pk)


def _found(request: Request, key: uuid.UUID, now: dt.datetime) -> Enquiry:
    found: Enquiry = get_visible_or_404(request.hat, queries.enquiries(request.hat, at=now), pk=key)
    read([found.pk], by=request.hat, at=now)
    return found


def _rows(found: Enquiry) -> list[Row]:
    decided = f"{found.decided_by.full_name}, {spoken(found.decided_at)}" if found.decided_by else ""
    is_safe = found.contact == Enquiry.Contact.SAFE
    return [
        chosen(found, "about"),
        row("When they asked", spoken(found.came_at), found.get_way_display()),
        row("Who asked", found.caller or "They did not say"),
        row("What they asked", found.asked),
        row("What they were told", found.advice, f"{_by(found)}, {spoken(found.recorded_at)}"),
        chosen(found, "next_step"),
        row("Getting in touch", found.get_contact_display(), f"{found.contact_why} {decided}".strip()),
        *([row("How to reach them", found.reach)] if is_safe else []),
    ]


def _by(found: Enquiry) -> str:
    return found.by.full_name if found.by else "By the page itself"
