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
from chrysalis.ui.lists import Heading
from chrysalis.versions import Conflict
from chrysalis.workflow import NotNow
from referrals import queries, records
from referrals.actions import contacting, moving, people, releasing
from referrals.actions.reading import open_beside, read
from referrals.forms.contact import RecordContact
from referrals.forms.handover import CloseCase
from referrals.forms.person import CorrectPerson
from referrals.forms.release import RecordRelease
from referrals.gates.unfinished import still_open
from referrals.models import OVER, Case, CustodyDetails, HandoverState, Joining
from referrals.on_file import notes, on_file
from referrals.timeline import timeline
from referrals.views import cards, in_own_words, lists
from referrals.views.binding import brought
from referrals.views.incidents import cards_of_incidents, grade_again, joined
from referrals.views.known_people import line_of
from referrals.views.of_force import cards_of_disposal, deadline_warning
from referrals.views.on_file.standing import parts_of_file, warning_of_orders
from referrals.views.opening import case_or_404
from referrals.views.rows import Row, spoken
from referrals.views.sending import send
from referrals.workflow import CASE


CONTACT = DRAFT_FORMS.add(
    DraftForm("contact", "Contact attempt", "referrals:record_contact", Permission.CASE_CONTACT)
)
RELEASE = DRAFT_FORMS.add(
    DraftForm("release", "Release from custody", "referrals:record_release", Permission.RELEASE_RECORD)
)
CLOSE = DRAFT_FORMS.add(DraftForm("close", "Closing of a case", "referrals:close", Permission.CASE_CLOSE))
RESTRICTED = "Restricted. Only people named for it open this. Speak of it with nobody else."
WAY = [Heading(title) for title in ("Provider", "Stage", "Began", "Since")]
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
    way = queries.way(request.hat, found)
    handover = queries.handover_of(request.hat, found)
    releases = list(queries.releases(request.hat, found))
    told_since = list(queries.incidents(request.hat, found))
    binding = brought(found, told_since, by=request.hat, at=now)
    told = in_own_words.told_beside(found, by=request.hat, at=now)
    also = list(queries.also_with_us(request.hat, found))
    joinings = list(records.joinings(request.hat, found))
    page = (
        cards.header(found, releases[0] if releases else None, now)
        | {
            "restriction": RESTRICTED if found.is_restricted else "",
            "may": CASE.open_to(found, by=request.hat),
            "is_over": found.state in OVER,
            "handover": handover,
            "waits_for_answer": bool(handover and handover.state == HandoverState.OFFERED),
            "way": cards.rows_of_way(way) if len(way) > 1 else [],
            "way_headings": WAY,
            "also": [line_of(each) for each in also],
            "records": [_of_record(each, found) for each in records.standing(joinings)],
            "proposed": [_of_record(each, found) for each in records.waiting(joinings)],
            "cards": [
                *cards_of_incidents(told_since),
                *(card for each in binding for card in cards_of_disposal(each)),
                *([("Reaching them safely", in_own_words.reaching(told))] if told else []),
                *cards.cards_of_case(found.client, list(found.client.identifiers.all())),
            ],
            "deadline": _deadline(found, now),
            "urgency": in_own_words.urgency(told) if told else "",
            "grade_again": "" if found.state in OVER else grade_again(found, told_since),
            "joined": joined(found, told_since),
            "timeline": timeline(
                request.hat,
                found,
                releases,
                told_since,
                notes(request.hat, found),
                records.happenings(joinings, found),
            ),
        }
        | _on_file(request, found, binding, now)
    )
    page["facts"] += _names(found, also)
    return render(request, "referrals/case.html", page)


def _on_file(
    request: Request, found: Case, binding: list[queries.OfForce], now: dt.datetime
) -> dict[str, object]:
    """What holds of all that was written on the case; and what of it has to be looked at."""
    file, told = on_file(request.hat, found), [order for each in binding for order in each.obligations]
    warning = "" if found.state in OVER else warning_of_orders(file, told, found, timezone.localdate(now))
    return {"parts": parts_of_file(file, told, found, now), "orders_warning": warning}


def _names(found: Case, also: list[Case]) -> list[tuple[str, str]]:
    """What else the person is called, where another record of theirs says it otherwise."""
    names = sorted({each.person_name for each in also} - {found.person_name})
    return [("Also recorded as", "; ".join(names))] if names else []


def _of_record(joining: Joining, found: Case) -> dict[str, str]:
    """What was said of this record and another: in a line, and where to look at both."""
    decided = joining.answered_by or joining.proposed_by
    who = dict.fromkeys((joining.proposed_by.full_name, decided.full_name))
    return {
        "said": records.said(joining, found),
        "by": f"{' and '.join(who)}, {spoken(joining.answered_at or joining.proposed_at)}",
        "reason": joining.reason,
        "key": str(joining.pk),
    }


def _deadline(found: Case, now: dt.datetime) -> str:
    if found.disposal_due_on is None or found.state in OVER:
        return ""
    return deadline_warning(found.disposal_due_on, found.scheme, timezone.localdate(now))


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
    page = cards.header_of_case(request.hat, found, now) | {
        "form": writing.fresh(form),
        "writing": writing,
        "conflict": [],
        "ways": _safe_ways(request, found, now),
    }
    return render(request, "referrals/record_contact.html", page)


def _safe_ways(request: Request, found: Case, now: dt.datetime) -> list[Row]:
    """SAFETY: what somebody who asked for help themselves said of being reached, before anybody rings."""
    told = in_own_words.told_beside(found, by=request.hat, at=now)
    return in_own_words.reaching(told) if told else []


def _record(request: Request, found: Case, form: RecordContact, now: dt.datetime) -> str:
    contacting.record_contact(found, **form.cleaned_data, by=request.hat, at=now)
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
    form = CorrectPerson(writing.typed) if writing.typed is not None else CorrectPerson.showing(found.client)
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
