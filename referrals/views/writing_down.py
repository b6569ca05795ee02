"""Writing down what somebody without an account tells by telephone, in a letter or in person: with the form
of their door, and who it was that told it."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Scheme
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from referrals import queries
from referrals.actions.referring import NobodyElse
from referrals.actions.writing_down import write_down as write
from referrals.doors import BY_SOURCE, Door
from referrals.forms.refer import Refer
from referrals.forms.written_down import as_told
from referrals.models import Enquiry, Source
from referrals.views import partner_section


TOLD = DRAFT_FORMS.add(
    DraftForm("written-down", "Referral told to you", "referrals:write_down", Permission.REFERRAL_WRITE_DOWN)
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_WRITE_DOWN)
def write_down(request: Request) -> HttpResponse:
    now = timezone.now()
    scheme = queries.schemes_received(request.hat).first()
    if scheme is None:
        return render(request, "referrals/no_front_door.html", status=409)
    writing = Writing.begin(request, TOLD)
    asked = (writing.typed or request.GET).get("door") or request.GET.get("door", "")
    door, enquiry = BY_SOURCE.get(asked), _enquiry(request, writing, now)
    if door is None:
        page = {"doors": BY_SOURCE.values(), "enquiry": enquiry}
        return render(request, "referrals/write_down_from.html", page)
    at_custody = door.source == Source.CUSTODY
    initial = as_told(enquiry, at_custody=at_custody) if enquiry else None
    form = door.form(writing.typed, scheme=scheme, now=now, is_told=True, initial=initial)
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key,
                lambda: _write(request, scheme, door, form, writing, enquiry, now),
                by=request.hat,
                at=now,
            )
            return redirect(outcome)
        except NobodyElse as reason:
            form.add_error("employer", str(reason))
    page = {
        "form": writing.fresh(form),
        "door": door,
        "fields": door.fields,
        "writing": writing,
        "scheme": scheme,
        "enquiry": enquiry,
        "section": partner_section.empty_form(scheme),
        "section_key": partner_section.new_key(),
        "seal_at": reverse("referrals:seal_told"),
    }
    return render(request, "referrals/write_down.html", page)


def _enquiry(request: Request, writing: Writing, now: dt.datetime) -> Enquiry | None:
    """What it began with, if it began with an enquiry that is still there, and of which nothing waits to be
    decided."""
    asked = (writing.typed or request.GET).get("enquiry") or request.GET.get("enquiry", "")
    try:
        found = queries.enquiries(request.hat, at=now).exclude(contact=Enquiry.Contact.WAITS)
        return found.filter(pk=asked).first() if asked else None
    except ValidationError:
        return None


def _write(
    request: Request,
    scheme: Scheme,
    door: Door,
    form: Refer,
    writing: Writing,
    enquiry: Enquiry | None,
    now: dt.datetime,
) -> str:
    """To the inbox: whoever wrote it may not be among those who can open it."""
    referral = write(
        scheme,
        source=door.source,
        person=form.person,
        details=form.details,
        told=form.told,
        beside=form.beside,
        sent_as=writing.key,
        enquiry=enquiry,
        by=request.hat,
        at=now,
    )
    messages.success(request, f"Written down as {referral.reference}. Say that to whoever told you.")
    return reverse("referrals:inbox")
