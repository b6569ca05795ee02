"""The caseload and the case page: who, what is due, what happened; recording contact; correcting."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.risk.cards import badges
from chrysalis.ui.conflict import differences
from chrysalis.versions import Conflict
from referrals import queries
from referrals.actions import contacting, people
from referrals.actions.reading import read
from referrals.forms.contact import RecordContact
from referrals.forms.person import CorrectPerson
from referrals.models import Case
from referrals.views import cards, lists
from referrals.views.opening import case_or_404


CONTACT = DRAFT_FORMS.add(
    DraftForm("contact", "Contact attempt", "referrals:record_contact", Permission.CASE_CONTACT)
)
PERSON = DRAFT_FORMS.add(DraftForm("person", "Correction", "referrals:correct", Permission.CASE_EDIT))


@require_safe
@requires(Permission.CASE_VIEW)
def cases(request: Request) -> HttpResponse:
    listing = lists.Caseload(request, queries.cases(request.hat))
    read([row.pk for row in listing.page.rows], by=request.hat, at=timezone.now())
    return render(request, "referrals/cases.html", {"listing": listing})


@require_safe
@requires(Permission.CASE_VIEW)
def case(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    page = _header(found, now) | {
        "cards": cards.cards_of_case(found.client, list(found.client.identifiers.all())),
        "timeline": queries.timeline(request.hat, found),
    }
    return render(request, "referrals/case.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_CONTACT)
def record_contact(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, CONTACT, found.pk)
    form = RecordContact(writing.typed, now=now)
    if writing.is_sent and form.is_valid():
        outcome = send_once(writing.key, lambda: _record(request, found, form, now), by=request.hat, at=now)
        return redirect(outcome)
    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing, "conflict": []}
    return render(request, "referrals/record_contact.html", page)


def _record(request: Request, found: Case, form: RecordContact, now: dt.datetime) -> str:
    contacting.record_contact(found, **form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Contact recorded.")
    return reverse("referrals:case", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_EDIT)
def correct(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, PERSON, found.pk)
    form = CorrectPerson(writing.typed) if writing.typed is not None else CorrectPerson.showing(found.client)
    page = _header(found, now) | {"form": writing.fresh(form), "writing": writing, "conflict": []}
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _correct(request, found, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except Conflict as conflict:
            page["conflict"] = differences(form, conflict.current)
            return render(request, "referrals/correct.html", page, status=409)
        except people.KnownToYou as reason:
            form.add_error(None, str(reason))
    return render(request, "referrals/correct.html", page)


def _correct(request: Request, found: Case, form: CorrectPerson, now: dt.datetime) -> str:
    values = dict(form.cleaned_data)
    people.correct(found.client, values, seen_version=values.pop("version"), by=request.hat, at=now)
    messages.success(request, "Correction saved.")
    return reverse("referrals:case", args=[found.pk])


def _header(found: Case, now: dt.datetime) -> dict[str, Any]:
    return {
        "case": found,
        "client": found.client,
        "facts": cards.facts_of_case(found, now),
        "badges": badges(found.grade),
    }
