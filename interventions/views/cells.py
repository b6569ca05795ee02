"""What the pages of sessions say of a meeting: labelled facts, and lines of a list."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.urls import reverse

from chrysalis.ui.lists import Cell, Heading
from chrysalis.working_days import in_london
from interventions.attending import Meeting
from interventions.models import GroupSession, MeetingState


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


def time_of(meeting: Meeting) -> str:
    begins = in_london(meeting.starts_at)
    return f"{begins:%A} {begins.day} {begins:%B}, {begins:%H:%M}"


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
