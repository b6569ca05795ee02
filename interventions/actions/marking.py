"""Marking a register: who was there, in one transaction, and what follows from it.

However many people are on it, a register costs the same handful of statements: the marks go in
together, and so do the places that begin or pause, and what others are told of them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce_all
from chrysalis.events.event import Event
from chrysalis.events.scheduled import later
from chrysalis.working_days import LONDON, in_london
from interventions import attending
from interventions.actions.progressing import Move, ids_of, move_all
from interventions.catalogue.marks import ABSENT, CUT, WAS_THERE, Mark
from interventions.courses import policy_of
from interventions.events import SessionCorrected, SessionCut, SessionMissed
from interventions.models import (
    Appointment,
    Attendance,
    EarlierMark,
    Enrolment,
    EnrolmentState,
    GroupSession,
    MeetingState,
    ProgrammeVersion,
    Review,
)
from interventions.rules.absence import Marked, Owed, Policy, decide_by, owed
from referrals.actions.moving import say_all_begun


MARKED = word("register.marked", Side.CHANGE, "collection", "marked who was at a session")
CORRECTED = word("register.corrected", Side.CHANGE, "alteration", "corrected who was at a session")

CONTACT_TODAY = "interventions.contact_today"  # what is done: `handlers.py`
REVIEW_OVERDUE = "interventions.review_overdue"
REVIEW_HOUR = dt.time(9)  # of the day after the last one: nobody reads at midnight

FOLLOWED = (EnrolmentState.BOOKED, EnrolmentState.ACTIVE)


class NotYet(Exception):
    """The meeting has not begun. Text is shown to the worker."""


class NotHeld(Exception):
    """The meeting was cancelled. Text is shown to the worker."""


class SomebodyElse(Exception):
    """A mark for somebody who is not on this register. Nothing was written; text is shown to the worker."""


@dataclass(frozen=True)
class Entry:
    """What is to be written of one person."""

    mark: Mark
    minutes_late: int | None = None
    line: str = ""


Meeting = GroupSession | Appointment
# What is told of somebody with this mark; of the others nothing is.
TOLD: dict[Mark, type[Event]] = {
    **dict.fromkeys(ABSENT, SessionMissed),
    **dict.fromkeys(CUT, SessionCut),
}


@transaction.atomic
def mark_register(
    meeting: Meeting, entries: Mapping[UUID, Entry], *, seen_version: int, by: Hat, at: dt.datetime
) -> None:
    """Write a whole register, by enrolment. Raises NotYet, NotHeld, SomebodyElse, and versions.Conflict
    when somebody else saved this register in between: then nothing is written."""
    meeting = type(meeting).objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _refuse_what_cannot_be(meeting, at)
    people = _people_on(meeting, entries, by=by)
    meeting.change(seen_version=seen_version, state=MeetingState.HELD)
    before = {each.enrolment_id: each for each in _marks_at(meeting).filter(enrolment__in=people)}
    was = {key: each.mark for key, each in before.items()}
    made = [
        _new(meeting, person, entries[person.pk], by=by, at=at)
        for person in people.values()
        if person.pk not in before
    ]
    changed = [each for key, each in before.items() if _differs(each, entries[key])]
    Attendance.objects.bulk_create(made)
    _correct(changed, entries, by=by, at=at)
    touched = [*made, *changed]
    _follow(touched, people, was, by=by, at=at)
    subjects = [meeting.pk, *(each.case_id for each in touched)]
    record(CORRECTED if before else MARKED, by=by, at=at, subjects=subjects)


def _refuse_what_cannot_be(meeting: Meeting, at: dt.datetime) -> None:
    if meeting.is_cancelled:
        raise NotHeld("This session was cancelled. There is nothing to mark.")
    if meeting.starts_at > at:
        begins = in_london(meeting.starts_at)
        raise NotYet(
            f"This session begins on {begins:%A} {begins.day} {begins:%B} at {begins:%H:%M}. "
            "It can be marked from then on."
        )


def _people_on(meeting: Meeting, entries: Mapping[UUID, Entry], *, by: Hat) -> dict[UUID, Enrolment]:
    """Those marked, locked in one order so that two registers never wait for each other."""
    # Without their version, which is one for all of them and read once.
    expected = attending.expected_at(by, meeting).select_related(None).order_by("pk")
    locked = expected.select_for_update(of=("self",))
    found = {each.pk: each for each in locked if each.pk in entries}
    if found.keys() != entries.keys():
        raise SomebodyElse(
            "Somebody marked here is not on this register, or no longer. Nothing was saved: open the "
            "register again."
        )
    return found


def _marks_at(meeting: Meeting) -> QuerySet[Attendance]:
    which = {"session": meeting} if isinstance(meeting, GroupSession) else {"appointment": meeting}
    return Attendance.objects.filter(**which)


def _new(meeting: Meeting, person: Enrolment, entry: Entry, *, by: Hat, at: dt.datetime) -> Attendance:
    is_group = isinstance(meeting, GroupSession)
    return Attendance(
        enrolment_id=person.pk,
        case_id=person.case_id,
        provider_agency_id=person.provider_agency_id,
        session_id=meeting.pk if is_group else None,
        appointment_id=None if is_group else meeting.pk,
        met_at=meeting.starts_at,
        module=meeting.module,
        mark=entry.mark,
        minutes_late=entry.minutes_late,
        line=entry.line,
        marked_by_id=by.worker_id,
        marked_at=at,
        is_restricted=person.is_restricted,
    )


def _differs(standing: Attendance, entry: Entry) -> bool:
    return (standing.mark, standing.minutes_late, standing.line) != (
        entry.mark,
        entry.minutes_late,
        entry.line,
    )


def _correct(
    changed: Sequence[Attendance], entries: Mapping[UUID, Entry], *, by: Hat, at: dt.datetime
) -> None:
    """What stood before is kept; then all that changed is written in one statement."""
    if not changed:
        return
    EarlierMark.objects.bulk_create([_earlier(each, by=by, at=at) for each in changed])
    for each in changed:
        entry = entries[each.enrolment_id]
        each.mark, each.minutes_late, each.line = entry.mark, entry.minutes_late, entry.line
        each.marked_by_id, each.marked_at, each.version = by.worker_id, at, each.version + 1
    written = ["mark", "minutes_late", "line", "marked_by", "marked_at", "version"]
    Attendance.objects.bulk_update(changed, written)


def _earlier(standing: Attendance, *, by: Hat, at: dt.datetime) -> EarlierMark:
    return EarlierMark(
        attendance_id=standing.pk,
        case_id=standing.case_id,
        provider_agency_id=standing.provider_agency_id,
        mark=standing.mark,
        minutes_late=standing.minutes_late,
        line=standing.line,
        marked_by_id=standing.marked_by_id,
        marked_at=standing.marked_at,
        corrected_by_id=by.worker_id,
        corrected_at=at,
    )


def _follow(
    touched: Sequence[Attendance],
    people: Mapping[UUID, Enrolment],
    was: Mapping[UUID, str],
    *,
    by: Hat,
    at: dt.datetime,
) -> None:
    """What the marks lead to: a start, a pause until somebody decides, a call today; and who is told."""
    versions = ProgrammeVersion.objects.in_bulk({each.programme_version_id for each in people.values()})
    strips, reviewed = _strips(people), _reviewed(people)
    moves, reviews, events = [], [], []
    for each in touched:
        person = people[each.enrolment_id]
        if _is_before(person, in_london(each.met_at).date(), each.mark):
            continue
        policy = policy_of(versions[person.programme_version_id])
        asks = owed(strips[person.pk], policy, reviewed_on=reviewed.get(person.pk))
        events += _told_of(each, person, was.get(person.pk, ""))
        if person.state == EnrolmentState.BOOKED and each.mark in WAS_THERE:
            moves.append(Move(person, "start"))
        if asks.review and person.state in FOLLOWED:
            moves.append(Move(person, "pause", asks.review))
            reviews.append(_review(person, asks, policy, at=at))
        if asks.contact_today and each.mark == Mark.NO_WORD:
            _have_contacted(person, by=by, at=at)
    # A start comes before a pause of the same register: one state at a time.
    starts = [each for each in moves if each.name == "start"]
    pauses = [each for each in moves if each.name == "pause"]
    events += [*move_all(starts, by=by, at=at), *move_all(pauses, by=by, at=at)]
    say_all_begun([each.enrolment.case_id for each in starts], by=by, at=at)
    _open(reviews, by=by)
    announce_all(events, by=by, at=at)


def _is_before(person: Enrolment, on: dt.date, mark: str) -> bool:
    """Nobody misses what was before their place began: it counts for nothing, and nobody is told of it."""
    return person.starts_on is not None and on < person.starts_on and mark not in WAS_THERE


def _strips(people: Mapping[UUID, Enrolment]) -> dict[UUID, list[Marked]]:
    strips: dict[UUID, list[Marked]] = defaultdict(list)
    said = Attendance.objects.filter(enrolment__in=people)
    for person, met_at, mark, late in said.values_list("enrolment", "met_at", "mark", "minutes_late"):
        on = in_london(met_at).date()
        if not _is_before(people[person], on, mark):
            strips[person].append(Marked(on, Mark(mark), late))
    return strips


def _reviewed(people: Mapping[UUID, Enrolment]) -> dict[UUID, dt.date]:
    """The day of the last decision that each goes on."""
    decided = Review.objects.filter(
        Q(decision=Review.Decision.RESUME), enrolment__in=people, decided_at__isnull=False
    ).order_by("decided_at")
    return {each.enrolment_id: in_london(each.decided_at).date() for each in decided if each.decided_at}


def _told_of(attendance: Attendance, person: Enrolment, was: str) -> list[Event]:
    """SAFETY: somebody may have planned these hours by the session, and hears that they were not so. Where a
    correction changes what they heard, they hear that; where it changes a line alone, nothing again."""
    now, before = (TOLD.get(Mark(mark)) if mark else None for mark in (attendance.mark, was))
    if now is before:
        return []
    told = {"session_on": in_london(attendance.met_at).date(), **ids_of(person)}
    return [(now or SessionCorrected)(**told)]


def _review(person: Enrolment, asks: Owed, policy: Policy, *, at: dt.datetime) -> Review:
    return Review(
        enrolment_id=person.pk,
        case_id=person.case_id,
        provider_agency_id=person.provider_agency_id,
        why=asks.review,
        repeats_all=asks.repeat_all,
        opened_at=at,
        decide_by=decide_by(in_london(at).date(), policy),
        is_restricted=person.is_restricted,
    )


def _open(reviews: Sequence[Review], *, by: Hat) -> None:
    """With a row that falls due the morning after the last day to decide."""
    Review.objects.bulk_create(reviews)
    for each in reviews:
        morning = each.decide_by + dt.timedelta(days=1)
        later(
            REVIEW_OVERDUE,
            due_at=dt.datetime.combine(morning, REVIEW_HOUR, LONDON),
            by=by,
            review_id=each.pk,
            provider_agency_id=each.provider_agency_id,
        )


def _have_contacted(person: Enrolment, *, by: Hat, at: dt.datetime) -> None:
    later(
        CONTACT_TODAY,
        due_at=at,
        by=by,
        case_id=person.case_id,
        provider_agency_id=person.provider_agency_id,
    )
