"""One person on a programme: attendance, appointments, the end of a place; who is paused, and concerns."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission as P
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.notices.offices import office_of
from chrysalis.risk.cards import badges
from interventions import attending, notices
from interventions.actions import deciding, grouping
from interventions.catalogue.terms import Mode
from interventions.courses import Course, courses_of
from interventions.forms.group import BookAppointments, Decide, EndPlace
from interventions.models import Enrolment, EnrolmentState, Review
from interventions.views import cells, lists_of_sessions, strips
from interventions.views.groups import nation_of, send
from interventions.views.opening import found_or_404, named_lines
from referrals.actions.reading import read
from referrals.views.cards import facts_of_case
from referrals.views.opening import case_or_404


BOOK = DRAFT_FORMS.add(
    DraftForm("appointments", "Appointments", "interventions:book_appointments", P.APPOINTMENT_BOOK)
)
END = DRAFT_FORMS.add(DraftForm("end-place", "End of a place", "interventions:end_place", P.PLACE_END))
DECIDE = DRAFT_FORMS.add(
    DraftForm("review", "Decision on a paused place", "interventions:review", P.REVIEW_DECIDE)
)
HELD = (EnrolmentState.BOOKED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)


@require_safe
@requires(P.CASE_VIEW)
def attendance(request: Request, key: uuid.UUID) -> HttpResponse:
    """All that the registers say of one person, programme by programme."""
    now = timezone.now()
    found = case_or_404(request, key, now)
    places = list(attending.places_of(request.hat, found))
    courses = courses_of(request.hat, places, at=now)
    shown = [_place(course, on=timezone.localdate(now)) for course in courses]
    page = {
        "case": found,
        "client": found.client,
        "facts": facts_of_case(found, now),
        "badges": badges(found.grade or found.tool_grade),
        "places": shown,
        "legend": strips.LEGEND,
    }
    return render(request, "interventions/attendance.html", page)


def _place(course: Course, *, on: dt.date) -> dict[str, Any]:
    place, review = course.enrolment, course.review
    return {
        "course": course,
        "strip": strips.strip_of(course),
        "is_held": place.state in HELD,
        "may_join": not place.is_restricted and place.programme_version.mode != Mode.ONE_TO_ONE,
        "is_overdue": review is not None and review.decide_by < on,
        "marks": [cells.line_of_mark(each) for each in reversed(course.marks)],
        "headings": cells.MARKS,
        "next": cells.time_of(course.next_meeting) if course.next_meeting else "",
    }


def _person_or_404(request: Request, key: uuid.UUID, now: dt.datetime) -> Enrolment:
    found = found_or_404(request, attending.with_a_place, key, now)
    read([found.case_id], by=request.hat, at=now)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.APPOINTMENT_BOOK)
def book_appointments(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    person = _person_or_404(request, key, now)
    version = person.programme_version
    writing = Writing.begin(request, BOOK, person.pk)
    form = BookAppointments(
        writing.typed,
        version=version,
        workers=attending.may_meet(request.hat, person, at=now),
        begins_on=person.starts_on,
        today=timezone.localdate(now),
        initial={
            "minutes": version.minutes,
            "count": version.sessions_total or 1,
            "starts_on": person.starts_on,
            "with_worker": str(request.hat.worker_id),
        },
    )
    sent = send(request, writing, form, lambda: _book(request, person, form, now), at=now)
    booked = attending.appointments_of(request.hat, person)
    page = {
        "person": person,
        "form": writing.fresh(form),
        "writing": writing,
        "booked": [cells.line_of_appointment(each, now=now) for each in booked],
        "headings": cells.APPOINTMENTS,
    }
    return sent or render(request, "interventions/book_appointments.html", page)


def _book(request: Request, person: Enrolment, form: BookAppointments, now: dt.datetime) -> str:
    made = grouping.book_appointments(
        person,
        with_worker=uuid.UUID(form.cleaned_data["with_worker"]),
        minutes=form.cleaned_data["minutes"],
        plan=form.plan,
        nation=nation_of(request),
        by=request.hat,
        at=now,
    )
    messages.success(request, f"{len(made)} appointment{'' if len(made) == 1 else 's'} booked.")
    return reverse("interventions:book_appointments", args=[person.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PLACE_END)
def end_place(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    person = _person_or_404(request, key, now)
    (course,) = courses_of(request.hat, [person], at=now)
    writing = Writing.begin(request, END, person.pk)
    form = EndPlace(writing.typed) if writing.typed is not None else EndPlace.showing(person)

    def act() -> str:
        deciding.end_place(person, **form.cleaned_data, by=request.hat, at=now)
        messages.success(request, "The place has ended.")
        return reverse("interventions:attendance", args=[person.case_id])

    sent = send(request, writing, form, act, at=now)
    page = {
        "person": person,
        "course": course,
        "strip": strips.strip_of(course),
        "form": writing.fresh(form),
        "writing": writing,
    }
    return sent or render(request, "interventions/end_place.html", page)


@require_safe
@requires(P.REVIEW_DECIDE)
def reviews(request: Request) -> HttpResponse:
    listing = lists_of_sessions.Reviews(request, attending.reviews(request.hat))
    read([row.case_id for row in listing.page.rows], by=request.hat, at=timezone.now())
    page = {"listing": listing, "named": named_lines(request, EnrolmentState.PAUSED)}
    return render(request, "interventions/reviews.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REVIEW_DECIDE)
def review(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = found_or_404(request, attending.reviews, key, now)
    read([found.case_id], by=request.hat, at=now)
    writing = Writing.begin(request, DECIDE, found.pk)
    form = Decide(writing.typed)
    sent = send(request, writing, form, lambda: _decide(request, found, form, now), at=now)
    page = {
        "review": found,
        "person": found.enrolment,
        "facts": cells.facts_of_review(found),
        "form": writing.fresh(form),
        "writing": writing,
    }
    return sent or render(request, "interventions/review.html", page)


def _decide(request: Request, found: Review, form: Decide, now: dt.datetime) -> str:
    deciding.decide(found, **form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Decided. Partner support is told.")
    return reverse("interventions:reviews")


@require_safe
@requires(P.CONCERN_VIEW)
def concerns(request: Request) -> HttpResponse:
    listing = lists_of_sessions.Concerns(request, attending.concerns(request.hat))
    read([row.case_id for row in listing.page.rows], by=request.hat, at=timezone.now())
    return render(request, "interventions/concerns.html", {"listing": listing})


@require_safe
@requires(P.CONCERN_VIEW)
def concern(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, attending.concerns(request.hat), pk=key)
    read([found.pk, found.case_id], by=request.hat, at=timezone.now())
    page = {
        "concern": found,
        "rows": cells.rows_of_concern(found, attending.case_of(request.hat, found)),
        "ring_by": notices.CONCERN.due.after(found.at, office_of(found.provider_agency_id)),
    }
    return render(request, "interventions/concern.html", page)
