"""A person's course: their place, what the registers say of it, and how far that is. However many people
are asked about, the number of questions stays the same."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from chrysalis.working_days import in_london
from interventions.attending import EXPECTED, Meeting, is_in
from interventions.catalogue.marks import Mark
from interventions.models import (
    Appointment,
    Attendance,
    Enrolment,
    GroupMember,
    GroupSession,
    MeetingState,
    ProgrammeGroup,
    ProgrammeVersion,
    Review,
)
from interventions.rules.absence import Marked, Policy
from interventions.rules.completion import Demands, Received, Standing, standing


@dataclass(frozen=True)
class Course:
    """A person's place, what the registers say of it, and how far that is."""

    enrolment: Enrolment
    group: ProgrammeGroup | None
    marks: list[Attendance]
    cancelled: list[Meeting]
    unmarked: list[Meeting]  # they have begun, and the register says nothing yet
    ahead: list[Meeting]
    standing: Standing
    review: Review | None
    repeats_from: dt.date | None

    @property
    def next_meeting(self) -> Meeting | None:
        return self.ahead[0] if self.ahead else None


def courses_of(hat: Hat, enrolments: Iterable[Enrolment], *, at: dt.datetime) -> list[Course]:
    """However many people: the same number of queries."""
    people = list(enrolments)
    keys = [each.pk for each in people]
    marks, reviews = _by_person(hat, Attendance, keys), _by_person(hat, Review, keys)
    single = _by_person(hat, Appointment, keys)
    places = _groups_of(hat, keys)
    ahead, unmarked, cancelled = _sessions_of(
        {each.group_id for found in places.values() for each in found}, at=at
    )
    return [
        _course(
            person,
            person.programme_version,
            marks[person.pk],
            reviews[person.pk],
            places[person.pk],
            [each for each in single[person.pk] if each.is_cancelled] + _theirs(places[person.pk], cancelled),
            [
                *(each for each in single[person.pk] if _is_unmarked(each, at)),
                *_theirs(places[person.pk], unmarked),
            ],
            [
                *(each for each in single[person.pk] if _is_ahead(each, at)),
                *_theirs(places[person.pk], ahead),
            ],
        )
        for person in people
    ]


def _by_person(hat: Hat, model: Any, keys: list[UUID]) -> dict[UUID, list[Any]]:
    found = defaultdict(list)
    rows = visible(hat, model.objects.filter(enrolment__in=keys))
    for each in with_name(rows, "marked_by") if model is Attendance else rows:
        found[each.enrolment_id].append(each)
    return found


def _groups_of(hat: Hat, keys: list[UUID]) -> dict[UUID, list[GroupMember]]:
    found = defaultdict(list)
    for each in visible(hat, GroupMember.objects.filter(enrolment__in=keys).select_related("group")):
        found[each.enrolment_id].append(each)
    return found


def _sessions_of(
    groups: set[UUID], *, at: dt.datetime
) -> tuple[list[GroupSession], list[GroupSession], list[GroupSession]]:
    """To come, begun and not marked, cancelled."""
    found = list(GroupSession.objects.filter(group__in=groups).exclude(state=MeetingState.HELD))
    return (
        [each for each in found if _is_ahead(each, at)],
        [each for each in found if _is_unmarked(each, at)],
        [each for each in found if each.is_cancelled],
    )


def _is_ahead(meeting: Meeting, at: dt.datetime) -> bool:
    return meeting.state == MeetingState.PLANNED and meeting.starts_at > at


def _is_unmarked(meeting: Meeting, at: dt.datetime) -> bool:
    return meeting.state == MeetingState.PLANNED and meeting.starts_at <= at


def _theirs(places: list[GroupMember], sessions: list[GroupSession]) -> list[GroupSession]:
    return [
        each
        for each in sessions
        for place in places
        if place.group_id == each.group_id and is_in(place, in_london(each.starts_at).date())
    ]


def _course(
    person: Enrolment,
    version: ProgrammeVersion,
    marks: list[Attendance],
    reviews: list[Review],
    places: list[GroupMember],
    cancelled: list[Meeting],
    unmarked: list[Meeting],
    ahead: list[Meeting],
) -> Course:
    repeats_from = max(
        (in_london(each.decided_at).date() for each in reviews if each.repeats_all and each.decided_at),
        default=None,
    )
    counted = [each for each in marks if repeats_from is None or each.met_at.date() > repeats_from]
    now_in = next((each.group for each in places if each.until_on is None), None)
    return Course(
        person,
        now_in,
        marks,
        cancelled,
        unmarked if person.state in EXPECTED else [],  # whoever has no place any more stands on no register
        sorted(ahead, key=lambda each: each.starts_at),
        standing(
            [Received(marked(each), each.module) for each in counted],
            demands_of(version),
            policy_of(version),
            exit_review_done=person.exit_review_on is not None,
        ),
        next((each for each in reviews if each.decided_at is None), None),
        repeats_from,
    )


def marked(attendance: Attendance) -> Marked:
    return Marked(in_london(attendance.met_at).date(), Mark(attendance.mark), attendance.minutes_late)


def policy_of(version: ProgrammeVersion) -> Policy:
    """The numbers of a version, as the rules take them."""
    return Policy(**{name: getattr(version, name) for name in Policy.__dataclass_fields__})


def demands_of(version: ProgrammeVersion) -> Demands:
    return Demands(
        version.sessions_total,
        version.completion_percent,
        tuple(version.core_modules),
        version.exit_review,
    )
