"""What the pages of sessions say of a meeting: labelled facts, and lines of a list."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from chrysalis.ui.lists import Cell, Heading
from chrysalis.ui.templatetags.ui import day, moment
from chrysalis.working_days import in_london
from interventions.attending import Meeting
from interventions.catalogue.marks import Mark
from interventions.models import (
    Appointment,
    Attendance,
    Concern,
    GroupSession,
    MeetingState,
    ProgrammeGroup,
    Review,
)
from referrals.models import Case


COLOURS = {MeetingState.PLANNED: "blue", MeetingState.HELD: "green", MeetingState.CANCELLED: "grey"}
WEEK = [Heading(title) for title in ("When", "What", "Expected", "Register")]


def titled(cells: list[Cell], headings: list[Heading]) -> list[Cell]:
    """Each cell with the title of its column, which a narrow screen shows beside it."""
    return [
        Cell(cell.text or "None recorded", cell.href, cell.colour, cell.note, heading.title)
        for cell, heading in zip(cells, headings, strict=True)
    ]


def line_of_meeting(meeting: Meeting, expected: Mapping[uuid.UUID, int], *, now: dt.datetime) -> list[Cell]:
    if isinstance(meeting, GroupSession):
        href = reverse("interventions:session", args=[meeting.pk])
        what = Cell(meeting.group.name, note=f"Session {meeting.number}, {meeting.group.venue}")
        people = expected.get(meeting.pk, 0)
        who = Cell(f"{people} {'person' if people == 1 else 'people'}")
    else:
        href = reverse("interventions:appointment", args=[meeting.pk])
        what = Cell(meeting.person_name, note=f"One to one, with {meeting.with_worker.full_name}")
        who = Cell("1 person")
    when = Cell(time_of(meeting), href=href)
    return titled([when, what, who, register_of(meeting, now)], WEEK)


SESSIONS = [Heading(title) for title in ("Session", "When", "Module", "Register")]


def line_of_session(session: GroupSession, *, now: dt.datetime) -> list[Cell]:
    href = reverse("interventions:session", args=[session.pk])
    cells = [
        Cell(f"Session {session.number}", href=href),
        Cell(time_of(session)),
        Cell(session.module or "–"),
        register_of(session, now),
    ]
    return titled(cells, SESSIONS)


def facts_of_group(group: ProgrammeGroup, people: int) -> list[tuple[str, str]]:
    return [
        ("Programme", group.programme_version.name),
        ("Meets", f"{group.starts_on:%A}s, {group.meets_at:%H:%M}, from {day(group.starts_on)}"),
        ("Where", group.venue),
        ("People", f"{people} of {group.capacity}"),
    ]


def time_of(meeting: Meeting) -> str:
    """With the year where it is not this one: a mistyped one must not read as this week."""
    begins = in_london(meeting.starts_at)
    year = "" if begins.year == timezone.localdate().year else f" {begins.year}"
    return f"{begins:%A} {begins.day} {begins:%B}{year}, {begins:%H:%M}"


def register_of(meeting: Meeting, now: dt.datetime) -> Cell:
    if meeting.state == MeetingState.PLANNED and meeting.starts_at <= now:
        return Cell("To be marked", colour="yellow")
    words = {MeetingState.HELD: "Marked", MeetingState.CANCELLED: "Cancelled"}
    return Cell(words.get(meeting.state, "To come"), colour=COLOURS[MeetingState(meeting.state)])


def moments_of(meeting: Meeting) -> list[tuple[str, str]]:
    begins = in_london(meeting.starts_at)
    ends = in_london(meeting.starts_at + dt.timedelta(minutes=meeting.minutes))
    facts = [
        ("When", f"{begins:%A} {begins.day} {begins:%B %Y}, {begins:%H:%M} to {ends:%H:%M}"),
        ("Session", f"{meeting.number}{f', {meeting.module}' if meeting.module else ''}"),
    ]
    if isinstance(meeting, GroupSession):
        return [*facts, ("Where", meeting.group.venue)]
    return [*facts, ("With", meeting.with_worker.full_name)]


MARKS = [Heading(title) for title in ("Day", "Register", "In one line", "Marked by")]


def line_of_mark(attendance: Attendance) -> list[Cell]:
    which = "missed at the end" if attendance.mark == Mark.LEFT_EARLY else "late"
    late = f"{attendance.minutes_late} minutes {which}" if attendance.minutes_late else ""
    cells = [
        Cell(day(in_london(attendance.met_at).date()), note=attendance.module),
        Cell(Mark(attendance.mark).label, note=late),
        Cell(attendance.line or "–"),
        Cell(attendance.marked_by.full_name, note=moment(in_london(attendance.marked_at))),
    ]
    return titled(cells, MARKS)


APPOINTMENTS = [Heading(title) for title in ("Session", "When", "With", "Register")]


def line_of_appointment(appointment: Appointment, *, now: dt.datetime) -> list[Cell]:
    href = reverse("interventions:appointment", args=[appointment.pk])
    cells = [
        Cell(f"Session {appointment.number}", href=href, note=appointment.module),
        Cell(time_of(appointment)),
        Cell(appointment.with_worker.full_name),
        register_of(appointment, now),
    ]
    return titled(cells, APPOINTMENTS)


def facts_of_review(review: Review) -> list[tuple[str, str]]:
    return [
        ("Programme", review.enrolment.programme_version.name),
        ("Why", review.why),
        ("Paused", moment(in_london(review.opened_at))),
        ("Decide by", day(review.decide_by)),
    ]


def rows_of_concern(concern: Concern, case: Case | None) -> list[dict[str, str]]:
    rows = [
        ("Person", case.person_name if case else ""),
        ("Reference", case.reference if case else ""),
        ("What it is about", concern.get_kind_display()),
        ("Whom", concern.get_about_display()),
        ("Outside help called", concern.get_police_called_display()),
        ("Colleague had told a manager", "Yes" if concern.manager_told else "Not when they raised it"),
        ("In the colleague's words", concern.account),
        ("Raised", f"{moment(in_london(concern.at))}, by {concern.by.full_name}"),
    ]
    return [{"key": key, "value": value, "href": ""} for key, value in rows]
