"""A place on a programme, as a document is asked of it: opened with its case, which leaves an entry."""

import datetime as dt
import uuid

from django.urls import reverse

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, get_visible_or_404
from chrysalis.reports.declared import Asked, NotThere
from chrysalis.reports.views.asking import About
from interventions import queries
from interventions.models import Attendance, Enrolment
from referrals.actions.reading import open_case, read
from referrals.models import Case, Referral


def place_of(asked: Asked, *, by: Hat, at: dt.datetime) -> Enrolment:
    if asked.subject_id is None:
        raise NotThere
    return opened(asked.subject_id, by=by, at=at)


def opened(key: uuid.UUID, *, by: Hat, at: dt.datetime) -> Enrolment:
    """With its case and client to be read. Raises NotThere."""
    found = visible(by, queries.enrolments(by).select_related("scheme")).filter(pk=key).first()
    case = found and visible(by, Case.objects.filter(pk=found.case_id)).first()
    if found is None or case is None:
        raise NotThere
    open_case(case, by=by, at=at)
    return found


def look(key: uuid.UUID, *, by: Hat, at: dt.datetime) -> None:
    opened(key, by=by, at=at)


def place_or_404(request: Request, key: uuid.UUID, now: dt.datetime) -> Enrolment:
    """The place that a document is asked of, with an entry that it was looked at."""
    found = queries.enrolments(request.hat).select_related("scheme", "case")
    place = get_visible_or_404(request.hat, found, pk=key)
    read([place.case_id], by=request.hat, at=now)
    return place


def about(place: Enrolment, *, refusal: str = "", recipient: str = "") -> About:
    back = reverse("interventions:attendance", args=[place.case_id])
    words = f"{place.person_name}, {place.reference}. {place.programme_version.name}"
    return About(place.pk, place.scheme, words, back, recipient, refusal)


def marks_of(hat: Hat, place: Enrolment) -> list[Attendance]:
    return list(visible(hat, Attendance.objects.filter(enrolment=place)).order_by("met_at", "pk"))


def referrer_of(hat: Hat, place: Enrolment) -> str:
    """The agency that sent the person, as it stands on the referral; empty where none did."""
    found = visible(
        hat, Referral.objects.filter(case=place.case_id).select_related("referring_agency")
    ).first()
    return found.sender if found and found.has_sender else ""
