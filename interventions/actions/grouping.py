"""Groups: setting one up, its dates, who leads it and who is in it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london
from interventions.catalogue.terms import Frequency
from interventions.models import (
    Appointment,
    Enrolment,
    GroupFacilitator,
    GroupMember,
    GroupSession,
    ProgrammeGroup,
    ProgrammeVersion,
)
from interventions.rules.schedule import (
    Break,
    Closed,
    NoSuchTime,
    Rhythm,
    modules_over,
    session_days,
    session_moments,
    why_not_from,
)


BEGUN = word("group.begun", Side.CHANGE, "collection", "set up a group")
DATED = word("group.dated", Side.CHANGE, "collection", "added sessions to a group")
LED = word("group.led", Side.CHANGE, "alteration", "said who leads a group")
JOINED = word("group.joined", Side.CHANGE, "alteration", "put a person in a group")
MOVED = word("group.moved", Side.CHANGE, "alteration", "moved a person to another group")
BOOKED = word("appointment.booked", Side.CHANGE, "collection", "booked appointments for a person")

LONGEST = 60  # sessions made at once


class NoRoom(Exception):
    """The group is full, or this is not for the person. Text is shown to the worker."""


class Twice(Exception):
    """It is there already. Text is shown to the worker."""


@dataclass(frozen=True)
class Plan:
    """What dates are made from."""

    starts_on: dt.date
    meets_at: dt.time
    count: int
    apart_days: int = 7
    breaks: tuple[Break, ...] = ()


@transaction.atomic
def begin_group(
    version: ProgrammeVersion,
    *,
    name: str,
    venue: str,
    capacity: int,
    minutes: int,
    plan: Plan,
    leaders: Iterable[UUID],
    nation: str,
    by: Hat,
    at: dt.datetime,
) -> ProgrammeGroup:
    """With its sessions. Raises Twice, schedule.NoSuchTime and schedule.NoDayLeft."""
    try:
        with transaction.atomic():
            group = ProgrammeGroup.objects.create(
                programme_version=version,
                programme=version.programme,
                scheme_id=version.scheme_id,
                provider_agency_id=version.provider_agency_id,
                name=name,
                venue=venue,
                starts_on=plan.starts_on,
                meets_at=plan.meets_at,
                minutes=minutes,
                capacity=capacity,
            )
    except IntegrityError:
        raise Twice("A group of that name begins on that day already.") from None
    record(BEGUN, by=by, at=at, subjects=[group.pk])
    _add(group, version, plan, number=1, nation=nation)
    _lead(group, leaders, on=min(plan.starts_on, in_london(at).date()))
    return group


@transaction.atomic
def add_sessions(group: ProgrammeGroup, *, plan: Plan, nation: str, by: Hat, at: dt.datetime) -> None:
    """More of them, numbered on. Raises Twice, schedule.NoSuchTime and schedule.NoDayLeft."""
    group = ProgrammeGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    last = group.sessions.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            _add(group, group.programme_version, plan, number=last + 1, nation=nation)
    except IntegrityError:
        raise Twice("The group meets at one of these times already.") from None
    record(DATED, by=by, at=at, subjects=[group.pk])


def _add(
    group: ProgrammeGroup, version: ProgrammeVersion, plan: Plan, *, number: int, nation: str
) -> list[GroupSession]:
    """A whole schedule in one statement."""
    return GroupSession.objects.bulk_create(
        GroupSession(
            group=group,
            provider_agency_id=group.provider_agency_id,
            number=each,
            module=module,
            starts_at=starts_at,
            minutes=group.minutes,
        )
        for each, module, starts_at in _dated(version, plan, number=number, nation=nation)
    )


def _dated(
    version: ProgrammeVersion, plan: Plan, *, number: int, nation: str
) -> Iterable[tuple[int, str, dt.datetime]]:
    """Number, module and moment of each. Raises schedule.NoSuchTime and schedule.NoDayLeft."""
    rhythm = Rhythm(Frequency(version.frequency), plan.apart_days)
    days = session_days(plan.starts_on, plan.count, rhythm, closed=Closed(nation, plan.breaks))
    moments = session_moments(days, plan.meets_at)
    total = version.sessions_total or plan.count
    modules = modules_over(version.modules, max(total, number + plan.count - 1))
    return zip(range(number, number + plan.count), modules[number - 1 :], moments, strict=False)


@transaction.atomic
def lead(
    group: ProgrammeGroup, leaders: Sequence[UUID], *, seen_version: int, by: Hat, at: dt.datetime
) -> None:
    """These lead it from today on, and nobody else. Raises versions.Conflict where a colleague named others
    meanwhile: nobody is taken out of a group by somebody who never saw them in it."""
    group.change(seen_version=seen_version)
    today = in_london(at).date()
    leading = group.facilitators.filter(until_on__isnull=True)
    leading.exclude(worker_id__in=leaders).update(until_on=today)
    there = set(leading.values_list("worker_id", flat=True))
    _lead(group, [each for each in leaders if each not in there], on=today)
    record(LED, by=by, at=at, subjects=[group.pk, *leaders])


def _lead(group: ProgrammeGroup, leaders: Iterable[UUID], *, on: dt.date) -> None:
    GroupFacilitator.objects.bulk_create(
        GroupFacilitator(group=group, provider_agency_id=group.provider_agency_id, worker_id=each, from_on=on)
        for each in leaders
    )


@transaction.atomic
def join(group: ProgrammeGroup, person: Enrolment, *, from_on: dt.date, by: Hat, at: dt.datetime) -> None:
    """Put somebody in a group. Raises NoRoom."""
    group = ProgrammeGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    _refuse(group, person, on=from_on)
    _place(group, person, from_on=from_on)
    record(JOINED, by=by, at=at, subjects=[group.pk, person.case_id])


@transaction.atomic
def move_person(person: Enrolment, *, to: ProgrammeGroup, from_on: dt.date, by: Hat, at: dt.datetime) -> None:
    """From that day on in another group; what the registers of the old one say stays there. Raises NoRoom."""
    to = ProgrammeGroup.objects.select_for_update(of=("self",)).get(pk=to.pk)
    _refuse(to, person, on=from_on)
    standing = GroupMember.objects.filter(enrolment=person, until_on__isnull=True, from_on__lte=from_on)
    if not standing.update(until_on=from_on):
        raise NoRoom("They are in no group that they could be moved from on that day.")
    _place(to, person, from_on=from_on)
    record(MOVED, by=by, at=at, subjects=[to.pk, person.case_id])


def _refuse(group: ProgrammeGroup, person: Enrolment, *, on: dt.date) -> None:
    """SAFETY: a register is read by whoever leads the group, and seen by all who sit in the room: whoever
    only named people may know of does not stand on one."""
    if person.is_restricted:
        raise NoRoom("This person is seen one to one.")
    if (person.programme, person.scheme_id) != (group.programme, group.scheme_id):
        raise NoRoom("Their place is on another programme.")
    inside = GroupMember.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), group=group)
    if inside.aggregate(people=Count("pk"))["people"] >= group.capacity:
        raise NoRoom(f"{group.name} is full: {group.capacity} people at most.")


def _place(group: ProgrammeGroup, person: Enrolment, *, from_on: dt.date) -> None:
    try:
        with transaction.atomic():
            GroupMember.objects.create(
                group=group,
                enrolment=person,
                provider_agency_id=group.provider_agency_id,
                from_on=from_on,
            )
    except IntegrityError:
        raise NoRoom("They are in a group already. Move them from there.") from None


@transaction.atomic
def book_appointments(
    person: Enrolment, *, with_worker: UUID, minutes: int, plan: Plan, nation: str, by: Hat, at: dt.datetime
) -> list[Appointment]:
    """One to one, as far ahead as wanted. Raises Twice, schedule.NoSuchTime and schedule.NoDayLeft."""
    person = Enrolment.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if wrong := why_not_from(plan.starts_on, begins_on=person.starts_on, today=in_london(at).date()):
        raise NoSuchTime(wrong)
    last = person.appointments.aggregate(last=Max("number"))["last"] or 0
    dated = _dated(person.programme_version, plan, number=last + 1, nation=nation)
    try:
        with transaction.atomic():
            made = Appointment.objects.bulk_create(
                _appointment(person, with_worker, minutes, *each) for each in dated
            )
    except IntegrityError:
        raise Twice("They have an appointment at one of these times already.") from None
    record(BOOKED, by=by, at=at, subjects=[person.case_id, person.client_id])
    return made


def _appointment(
    person: Enrolment, with_worker: UUID, minutes: int, number: int, module: str, starts_at: dt.datetime
) -> Appointment:
    return Appointment(
        enrolment=person,
        case_id=person.case_id,
        client_id=person.client_id,
        provider_agency_id=person.provider_agency_id,
        with_worker_id=with_worker,
        person_name=person.person_name,
        name_key=person.name_key,
        date_of_birth=person.date_of_birth,
        is_restricted=person.is_restricted,
        number=number,
        module=module,
        starts_at=starts_at,
        minutes=minutes,
    )
