"""The caseload and the case page: who, what is due, what happened; recording contact; correcting."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.conflict import differences
from chrysalis.versions import Conflict
from chrysalis.workflow import NotNow
from referrals import queries
from referrals.actions import contacting, moving, people, releasing
from referrals.actions.reading import open_beside, read
from referrals.forms.contact import RecordContact
from referrals.forms.handover import CloseCase
from referrals.forms.person import CorrectPerson
from referrals.forms.release import RecordRelease
from referrals.gates.unfinished import still_open
from referrals.models import Case, CustodyDetails
from referrals.views import cards, in_own_words, lists
from referrals.views.case_page import page_of
from referrals.views.opening import case_or_404
from referrals.views.sending import send


CONTACT = DRAFT_FORMS.add(
    DraftForm("contact", "Contact attempt", "referrals:record_contact", Permission.CASE_CONTACT)
)
RELEASE = DRAFT_FORMS.add(
    DraftForm("release", "Release from custody", "referrals:record_release", Permission.RELEASE_RECORD)
)
CLOSE = DRAFT_FORMS.add(DraftForm("close", "Closing of a case", "referrals:close", Permission.CASE_CLOSE))
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
    return render(request, "referrals/case.html", page_of(found, asked=request.GET, by=request.hat, at=now))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_CONTACT)
def record_contact(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, CONTACT, found.pk)
    told = in_own_words.told_beside(found, by=request.hat, at=now)
    form = RecordContact(writing.typed, now=now, told=told)
    if writing.is_sent and form.is_valid():
        outcome = send_once(writing.key, lambda: _record(request, found, form, now), by=request.hat, at=now)
        return redirect(outcome)
    page = cards.header_of_case(request.hat, found, now) | {
        "form": writing.fresh(form),
        "writing": writing,
        "conflict": [],
        # SAFETY: what they said of being reached, and of danger, before anybody rings.
        "ways": in_own_words.reaching(told) if told else [],
        "urgency": in_own_words.urgency(told) if told else "",
    }
    return render(request, "referrals/record_contact.html", page)


def _record(request: Request, found: Case, form: RecordContact, now: dt.datetime) -> str:
    contacting.record_contact(found, **form.values, by=request.hat, at=now)
    messages.success(request, "Contact recorded.")
    return reverse("referrals:case", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RELEASE_RECORD)
def record_release(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    open_beside(found, by=request.hat, at=now)
    custody = queries.custody_of(request.hat, found)
    writing = Writing.begin(request, RELEASE, found.pk)
    arrested_at = custody.arrested_at if custody else None
    form = RecordRelease(writing.typed, initial=_expected(custody), arrested_at=arrested_at, now=now)

    def act() -> str:
        releasing.record_release(found, **form.values, by=request.hat, at=now)
        messages.success(request, "Release recorded.")
        return reverse("referrals:case", args=[found.pk])

    page = cards.header_of_case(request.hat, found, now) | {"form": writing.fresh(form), "writing": writing}
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "referrals/record_release.html", page)


def _expected(custody: CustodyDetails | None) -> dict[str, str]:
    """What the custody desk expected, to be confirmed or put right."""
    if custody is None or custody.release_expected_at is None:
        return {}
    here = timezone.localtime(custody.release_expected_at)
    return {"released_at": f"{here:%d/%m/%Y %H:%M}", "certainty": "expected"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_CLOSE)
def close(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, CLOSE, found.pk)
    form = CloseCase(writing.typed, still_open=still_open(request.hat, found.pk))

    def act() -> str:
        moving.close(found, **form.values, by=request.hat, at=now)
        messages.success(request, "Case closed.")
        return reverse("referrals:case", args=[found.pk])

    page = cards.header_of_case(request.hat, found, now) | {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act, at=now) or render(request, "referrals/close.html", page)


@require_POST
@requires(Permission.CASE_MOVE)
def say_assessed(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    try:
        moving.say_assessed(found, by=request.hat, at=now)
        messages.success(request, "Recorded. The person waits for a programme.")
    except NotNow as reason:
        messages.info(request, str(reason))
    return redirect("referrals:case", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CASE_EDIT)
def correct(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, PERSON, found.pk)
    person = found.client
    is_new = writing.typed is None
    form = CorrectPerson.showing(person) if is_new else CorrectPerson(writing.typed, client=person)
    page = cards.header_of_case(request.hat, found, now) | {
        "form": writing.fresh(form),
        "writing": writing,
        "conflict": [],
    }
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
