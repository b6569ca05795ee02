"""Telling a force the outcome of a disposal, once the notice of it was released."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.reports import queries as reports
from chrysalis.reports.actions.reading import open_document
from chrysalis.reports.models import Document, State
from chrysalis.ui.templatetags.ui import day
from interventions.models import Enrolment
from interventions.reports import places
from interventions.reports.outcome import OUTCOME_NOTICE, refusal_of
from referrals import queries
from referrals.actions.reading import open_case
from referrals.actions.telling_force import ToldAlready, tell_outcome
from referrals.models import OutcomeNotice
from referrals.rules.outcomes import outcome_of


MAY = Permission.REPORT_CASE
TELL = DRAFT_FORMS.add(DraftForm("tell-force", "Outcome of a disposal", "interventions:tell_force", MAY))
NO_LIST = "They have no account here, and so no list. Send them the document in the way that is agreed."
NOT_RELEASED = "Ask for the outcome notice first. Once it was checked and is ready, it is sent from here."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY)
def tell_force(request: Request, key: uuid.UUID) -> HttpResponse:
    """What the force will read, and the button that tells it."""
    now = timezone.now()
    place = places.place_or_404(request, key, now)
    open_case(place.case, by=request.hat, at=now)
    writing = Writing.begin(request, TELL, place.pk)
    document, told = _released(request.hat, place), _told(request.hat, place)
    refusal = _refusal(place, document)
    if writing.is_sent and document and not refusal:
        try:
            outcome = send_once(
                writing.key, lambda: _tell(request, place, document, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except ToldAlready as reason:
            refusal = str(reason)
    page = {
        "about": places.about(place),
        "place": place,
        "told": told,
        "refusal": refusal,
        "rows": _rows(request.hat, place) if not refusal else [],
        "writing": writing,
    }
    return render(request, "interventions/tell_force.html", page)


def _released(hat: Hat, place: Enrolment) -> Document | None:
    of_place = {"run__report": OUTCOME_NOTICE.slug, "run__subject_id": place.pk}
    return reports.documents(hat).filter(**of_place, run__state=State.RELEASED).first()


def _told(hat: Hat, place: Enrolment) -> OutcomeNotice | None:
    return queries.outcomes(hat).filter(place_key=place.pk).first()


def _refusal(place: Enrolment, document: Document | None) -> str:
    if refusal := refusal_of(place):
        return refusal
    referral = place.case.referral
    if not (referral.has_status and referral.sent_by_id):
        return NO_LIST
    return "" if document else NOT_RELEASED


def _rows(hat: Hat, place: Enrolment) -> list[dict[str, str]]:
    facts = {
        "Goes to": places.referrer_of(hat, place),
        "Their reference": place.case.referral.reference,
        "Outcome": OutcomeNotice.Word(outcome_of(place.state)).label,
        "On": day(place.ended_on),
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items()]


def _tell(request: Request, place: Enrolment, document: Document, now: dt.datetime) -> str:
    tell_outcome(
        place.case,
        place.case.referral,
        place_key=place.pk,
        word=outcome_of(place.state),
        on=place.ended_on or timezone.localdate(now),
        body=open_document(document, by=request.hat, at=now),
        by=request.hat,
        at=now,
    )
    messages.success(request, "Told. It is on the force’s list now.")
    return reverse("interventions:attendance", args=[place.case_id])
