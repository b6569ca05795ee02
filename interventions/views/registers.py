"""This week's sessions, and the register of one: a whole group on one page, saved at once."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.decide import can
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission as P
from chrysalis.drafts.actions import end_all, send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.notices.due import read_from
from chrysalis.notices.offices import office_of
from chrysalis.ui.conflict import NONE, Difference
from chrysalis.versions import Conflict
from interventions import attending
from interventions.actions import cancelling, marking, noting
from interventions.attending import Meeting
from interventions.catalogue.marks import WAS_THERE, Mark
from interventions.forms.register import Cancel, OfficeNote, Register, WriteNote
from interventions.models import Attendance, Enrolment, GroupSession
from interventions.views.cells import WEEK, line_of_meeting, moments_of
from interventions.views.opening import found_or_404
from referrals.actions.reading import read
from referrals.queries import restricted_lines


REGISTER = DRAFT_FORMS.add(DraftForm("register", "Register", "interventions:session", P.REGISTER_MARK))
SINGLE = DRAFT_FORMS.add(
    DraftForm("appointment", "Appointment", "interventions:appointment", P.REGISTER_MARK)
)
NOTE = DRAFT_FORMS.add(DraftForm("session-note", "Note on a session", "interventions:note", P.REGISTER_MARK))
OFF = DRAFT_FORMS.add(
    DraftForm("session-off", "Cancelled session", "interventions:cancel_session", P.SESSION_CANCEL)
)
SINGLE_OFF = DRAFT_FORMS.add(
    DraftForm(
        "appointment-off", "Cancelled appointment", "interventions:cancel_appointment", P.SESSION_CANCEL
    )
)
OFFICE = DRAFT_FORMS.add(
    DraftForm("office-note", "Note for the office", "interventions:office_note", P.CONCERN_RAISE)
)


@require_safe
@requires(P.SESSION_VIEW)
def sessions(request: Request) -> HttpResponse:
    """One week. Facilitators see their own first, and everybody's for asking."""
    now = timezone.now()
    begins_on = _monday(request.GET.get("from", ""), today=timezone.localdate(now))
    leads = not can(request.hat, P.GROUP_EDIT)
    only_own = request.GET.get("whose", "own" if leads else "all") == "own"
    week = attending.week(request.hat, begins_on=begins_on, only_own=only_own)
    until = min(begins_on, timezone.localdate(now))
    late = attending.unmarked_before(request.hat, ends_on=until, only_own=only_own)
    read([each.case_id for each in (*week.appointments, *late.appointments)], by=request.hat, at=now)
    page = {
        "week": week,
        "rows": [line_of_meeting(each, week.expected, now=now) for each in week.meetings],
        "waiting": [line_of_meeting(each, late.expected, now=now) for each in late.meetings],
        "headings": WEEK,
        "tabs": _tabs(begins_on, only_own=only_own),
        "earlier": _week(begins_on - dt.timedelta(days=7), only_own=only_own),
        "later": _week(begins_on + dt.timedelta(days=7), only_own=only_own),
        "ends_on": begins_on + dt.timedelta(days=6),
        "is_named": can(request.hat, P.CASE_VIEW) and restricted_lines(request.hat, at=now).exists(),
    }
    return render(request, "interventions/sessions.html", page)


def _monday(text: str, *, today: dt.date) -> dt.date:
    try:
        asked = dt.date.fromisoformat(text)
    except ValueError:
        asked = today
    asked = asked if dt.date(1970, 1, 5) < asked < dt.date(9990, 1, 1) else today
    return asked - dt.timedelta(days=asked.weekday())


def _week(begins_on: dt.date, *, only_own: bool) -> str:
    whose = "own" if only_own else "all"
    return f"{reverse('interventions:sessions')}?from={begins_on.isoformat()}&whose={whose}"


def _tabs(begins_on: dt.date, *, only_own: bool) -> list[dict[str, Any]]:
    return [
        {"text": "Yours", "href": _week(begins_on, only_own=True), "current": only_own},
        {"text": "Everybody's", "href": _week(begins_on, only_own=False), "current": not only_own},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REGISTER_MARK)
def session(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, attending.group_sessions(request.hat), pk=key)
    now = timezone.now()
    page = {
        "facilitators": list(attending.facilitators(request.hat, found.group, on=timezone.localdate(now))),
        "notes": list(attending.notes(request.hat, found)),
    }
    return _register(request, found, REGISTER, "interventions/session.html", page, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REGISTER_MARK)
def appointment(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = found_or_404(request, attending.appointments, key, now)
    return _register(request, found, SINGLE, "interventions/appointment.html", {}, now=now)


def _register(
    request: Request,
    meeting: Meeting,
    draft: DraftForm,
    template: str,
    page: dict[str, Any],
    *,
    now: dt.datetime,
) -> HttpResponse:
    people = list(attending.expected_at(request.hat, meeting).order_by("person_name", "pk"))
    read([meeting.pk, *(each.case_id for each in people)], by=request.hat, at=now)
    writing = Writing.begin(request, draft, meeting.pk)
    marks = attending.marks_at(request.hat, meeting)
    alike = {"version": meeting.version, "is_of_group": isinstance(meeting, GroupSession)}
    form = Register(writing.typed, people=people, marks=marks, **alike)
    page |= _of_meeting(meeting, now) | {"people": people, "conflict": [], "writing": writing, "form": form}
    if not (writing.is_sent and form.is_valid()):
        writing.fresh(form)
        return render(request, template, page)
    try:
        return redirect(
            send_once(writing.key, lambda: _mark(request, meeting, form, draft, now), by=request.hat, at=now)
        )
    except Conflict as conflict:
        now_there = attending.marks_at(request.hat, meeting)
        page["conflict"] = _differences(form, conflict.current.version, now_there)
        return render(request, template, page, status=409)
    except (marking.NotYet, marking.NotHeld, marking.SomebodyElse) as reason:
        form.add_error(None, str(reason))
    return render(request, template, page)


def _of_meeting(meeting: Meeting, now: dt.datetime) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "has_begun": meeting.starts_at <= now,
        "facts": moments_of(meeting),
        "may_cancel": meeting.state == "planned",
    }


def _mark(request: Request, meeting: Meeting, form: Register, draft: DraftForm, now: dt.datetime) -> str:
    entries = form.entries
    seen = form.cleaned_data["version"]
    marking.mark_register(meeting, entries, seen_version=seen, by=request.hat, at=now)
    end_all(draft, meeting.pk, by=request.hat, at=now)
    there = sum(entry.mark in WAS_THERE for entry in entries.values())
    messages.success(request, f"Register saved: {there} there, {len(entries) - there} not.")
    name = "session" if isinstance(meeting, GroupSession) else "appointment"
    return reverse(f"interventions:{name}", args=[meeting.pk])


def _differences(form: Register, version: int, marks: Mapping[uuid.UUID, Attendance]) -> list[Difference]:
    """Where the register as it stands now and the one just sent differ; sent again, the form writes what
    its author decided after seeing both."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
    entries = form.entries
    found = [
        difference
        for person in form.people
        if (standing := marks.get(person.pk)) and (entry := entries.get(person.pk))
        for difference in _of_person(form.names[person.pk], standing, entry)
    ]
    return found or [NONE]


def _of_person(name: str, standing: Attendance, entry: marking.Entry) -> Iterator[Difference]:
    """The mark, and what was written beside it."""
    both = {
        name: (Mark(standing.mark).label, entry.mark.label),
        f"Minutes late, or missed at the end: {name}": (standing.minutes_late, entry.minutes_late),
        f"In one line: {name}": (standing.line, entry.line),
    }
    for label, (theirs, yours) in both.items():
        if theirs != yours:
            yield Difference(
                label, *("Nothing" if said in (None, "") else str(said) for said in (theirs, yours))
            )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.SESSION_CANCEL)
def cancel_session(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, attending.group_sessions(request.hat), pk=key)
    return _cancel(request, found, OFF, "interventions:session")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.SESSION_CANCEL)
def cancel_appointment(request: Request, key: uuid.UUID) -> HttpResponse:
    found = found_or_404(request, attending.appointments, key, timezone.now())
    return _cancel(request, found, SINGLE_OFF, "interventions:appointment")


def _cancel(request: Request, meeting: Meeting, draft: DraftForm, back: str) -> HttpResponse:
    now = timezone.now()
    writing = Writing.begin(request, draft, meeting.pk)
    form = Cancel(writing.typed)
    if writing.is_sent and form.is_valid():
        try:
            return redirect(
                send_once(
                    writing.key, lambda: _call_off(request, meeting, form, back, now), by=request.hat, at=now
                )
            )
        except cancelling.TooLate as reason:
            form.add_error(None, str(reason))
    read([meeting.pk], by=request.hat, at=now)
    page = _of_meeting(meeting, now) | {
        "form": writing.fresh(form),
        "writing": writing,
        "back": reverse(back, args=[meeting.pk]),
    }
    return render(request, "interventions/cancel.html", page)


def _call_off(request: Request, meeting: Meeting, form: Cancel, back: str, now: dt.datetime) -> str:
    cancelling.cancel(meeting, reason=form.cleaned_data["reason"], by=request.hat, at=now)
    messages.success(
        request, "Cancelled. Partner support has been told. Now tell the people who were to come."
    )
    return reverse(back, args=[meeting.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.REGISTER_MARK)
def note(request: Request, key: uuid.UUID) -> HttpResponse:
    found = get_visible_or_404(request.hat, attending.group_sessions(request.hat), pk=key)
    now = timezone.now()
    writing = Writing.begin(request, NOTE, found.pk)
    form = WriteNote(writing.typed)
    if writing.is_sent and form.is_valid():
        return redirect(
            send_once(writing.key, lambda: _note(request, found, form, now), by=request.hat, at=now)
        )
    read([found.pk], by=request.hat, at=now)
    page = _of_meeting(found, now) | {"form": writing.fresh(form), "writing": writing}
    return render(request, "interventions/note.html", page)


def _note(request: Request, found: GroupSession, form: WriteNote, now: dt.datetime) -> str:
    noting.note(found, **form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Note saved.")
    return reverse("interventions:session", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.CONCERN_RAISE)
def office_note(request: Request, key: uuid.UUID) -> HttpResponse:
    """A concern, under a name that tells nothing to whoever looks over a shoulder."""
    now = timezone.now()
    person = found_or_404(request, attending.with_a_place, key, now)
    writing = Writing.begin(request, OFFICE, person.pk)
    form = OfficeNote(writing.typed)
    if writing.is_sent and form.is_valid():
        return redirect(
            send_once(writing.key, lambda: _raise(request, person, form, now), by=request.hat, at=now)
        )
    read([person.case_id], by=request.hat, at=now)
    page = {
        "person": person,
        "form": writing.fresh(form),
        "writing": writing,
        "unread_until": _unread_until(request, now),
    }
    return render(request, "interventions/office_note.html", page)


def _raise(request: Request, person: Enrolment, form: OfficeNote, now: dt.datetime) -> str:
    noting.raise_concern(person, form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Sent to the office.")
    return reverse("interventions:sessions")


def _unread_until(request: Request, now: dt.datetime) -> dt.datetime | None:
    """When somebody is next there to read; None while somebody is: no notice implies that one watches."""
    reads_at = read_from(now, office_of(request.hat.agency_id))
    return reads_at if reads_at > now else None
