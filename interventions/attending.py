"""What may be read of groups, sessions, appointments and registers. List, count and page ask the same
question, narrowed to a hat."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.access.roles import Caseworker, Facilitator
from chrysalis.agencies.models import Worker, with_name
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import LONDON, in_london
from interventions.catalogue.terms import Mode
from interventions.models import (
    Appointment,
    Attendance,
    Concern,
    Enrolment,
    EnrolmentState,
    GroupFacilitator,
    GroupMember,
    GroupSession,
    MeetingState,
    ProgrammeGroup,
    ProgrammeVersion,
    Review,
    SessionNote,
)
from referrals.models import Case
from referrals.queries import named_for


EXPECTED = (EnrolmentState.BOOKED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
Meeting = GroupSession | Appointment
LOOK_BACK = dt.timedelta(weeks=4)  # for registers that nobody marked


# Groups ---------------------------------------------------------------------------------------------


def groups(hat: Hat) -> QuerySet[ProgrammeGroup]:
    """The own agency's, newest first."""
    return visible(hat, ProgrammeGroup.objects.select_related("programme_version"))


def versions_run(hat: Hat, *, on: dt.date) -> QuerySet[ProgrammeVersion]:
    """What the own agency could begin a group of: the newest version in force of each programme."""
    begun = ProgrammeVersion.objects.filter(provider_agency_id=hat.agency_id, starts_on__lte=on)
    newest = begun.order_by("scheme_id", "programme", "-starts_on", "-number").distinct(
        "scheme_id", "programme"
    )
    in_groups = (Mode.GROUP.value, Mode.MIXED.value)
    return visible(hat, ProgrammeVersion.objects.filter(pk__in=newest.values("pk"), mode__in=in_groups))


def sizes(groups: Iterable[ProgrammeGroup], *, on: dt.date) -> dict[UUID, int]:
    """How many are in each group."""
    there = GroupMember.objects.filter(_in_on(on), group__in=[each.pk for each in groups])
    counted = there.order_by().values("group").annotate(people=Count("pk"))
    return {each["group"]: each["people"] for each in counted}


def _in_on(on: dt.date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))


def members(hat: Hat, group: ProgrammeGroup, *, on: dt.date) -> QuerySet[Enrolment]:
    """Who is in the group on that day, or joins it later, by name."""
    there = GroupMember.objects.filter(group=group).filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    return _places(hat).filter(pk__in=there.values("enrolment")).order_by("person_name", "pk")


def sessions(hat: Hat, group: ProgrammeGroup) -> QuerySet[GroupSession]:
    return visible(hat, group.sessions.order_by("number"))


def facilitators(hat: Hat, group: ProgrammeGroup, *, on: dt.date) -> QuerySet[GroupFacilitator]:
    leading = group.facilitators.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    return with_name(visible(hat, leading), "worker")


def may_lead(hat: Hat, *, on: dt.date) -> QuerySet[Worker]:
    """The facilitators of the own agency."""
    return Worker.names.filter(pk__in=readers(Recipient(hat.agency_id, Facilitator.slug), on=on))


def may_meet(hat: Hat, person: Enrolment, *, at: dt.datetime) -> QuerySet[Worker]:
    """Who could see the person one to one: facilitators and caseworkers of the own agency. SAFETY: of whom is
    restricted, the caseworkers named for the case, and no facilitator: nobody else may know of it."""
    roles = (Caseworker.slug,) if person.is_restricted else (Facilitator.slug, Caseworker.slug)
    places = (Recipient(hat.agency_id, role) for role in roles)
    on = in_london(at).date()
    found = Worker.names.filter(pk__in=frozenset().union(*(readers(to, on=on) for to in places)))
    return found.filter(pk__in=named_for(hat, person.case_id, at=at)) if person.is_restricted else found


def may_join(hat: Hat, group: ProgrammeGroup) -> QuerySet[Enrolment]:
    """Whoever has a place on the programme and is in no group now."""
    placed = GroupMember.objects.filter(until_on__isnull=True).values("enrolment")
    states = {"state__in": (EnrolmentState.BOOKED, EnrolmentState.ACTIVE)}
    found = _places(hat).filter(programme=group.programme, scheme_id=group.scheme_id, **states)
    return found.exclude(pk__in=placed).order_by("person_name", "pk")


def groups_for(hat: Hat, person: Enrolment, *, besides: ProgrammeGroup | None) -> QuerySet[ProgrammeGroup]:
    """Where somebody could go."""
    fitting = groups(hat).filter(programme=person.programme, scheme_id=person.scheme_id)
    return fitting.exclude(pk=besides.pk) if besides else fitting


def _places(hat: Hat) -> QuerySet[Enrolment]:
    return visible(hat, Enrolment.objects.select_related("programme_version"))


# Meetings -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Week:
    """The meetings of seven days, in the order in which they come."""

    begins_on: dt.date
    sessions: list[GroupSession]
    appointments: list[Appointment]
    expected: dict[UUID, int]  # people, by session

    @property
    def meetings(self) -> list[Meeting]:
        return sorted([*self.sessions, *self.appointments], key=lambda each: (each.starts_at, each.pk))


def week(hat: Hat, *, begins_on: dt.date, only_own: bool) -> Week:
    """From Monday on; `only_own` are those that the worker leads."""
    return _met(hat, begins_on, _after(begins_on), only_own=only_own)


def unmarked_before(hat: Hat, *, ends_on: dt.date, only_own: bool) -> Week:
    """Of the four weeks before, those whose register nobody has marked: nobody looks for them there."""
    return _met(hat, ends_on - LOOK_BACK, ends_on, only_own=only_own, state=MeetingState.PLANNED)


def _met(hat: Hat, begins_on: dt.date, ends_on: dt.date, *, only_own: bool, **within: Any) -> Week:
    begins, ends = (dt.datetime.combine(day, dt.time(), LONDON) for day in (begins_on, ends_on))
    within |= {"starts_at__gte": begins, "starts_at__lt": ends}
    held = visible(hat, GroupSession.objects.filter(**within).select_related("group"))
    met = with_name(visible(hat, Appointment.objects.filter(**within)), "with_worker")
    if only_own:
        held = held.filter(group__in=led_by(hat, on=begins_on))
        met = met.filter(with_worker_id=hat.worker_id)
    found = list(held)
    return Week(begins_on, found, list(met), expected_by_session(found))


def led_by(hat: Hat, *, on: dt.date) -> QuerySet:
    leading = GroupFacilitator.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=on), worker_id=hat.worker_id
    )
    return visible(hat, leading).values("group")


def _after(begins_on: dt.date) -> dt.date:
    return begins_on + dt.timedelta(days=7)


def expected_by_session(found: Iterable[GroupSession]) -> dict[UUID, int]:
    """How many are in the group on the day of each."""
    found = list(found)
    there = GroupMember.objects.filter(group__in={each.group_id for each in found})
    by_group = defaultdict(list)
    for each in there:
        by_group[each.group_id].append(each)
    return {
        each.pk: sum(is_in(member, in_london(each.starts_at).date()) for member in by_group[each.group_id])
        for each in found
    }


def is_in(member: GroupMember, day: dt.date) -> bool:
    return member.from_on <= day and (member.until_on is None or day < member.until_on)


def group_sessions(hat: Hat) -> QuerySet[GroupSession]:
    return visible(hat, GroupSession.objects.select_related("group__programme_version"))


def appointments(hat: Hat) -> QuerySet[Appointment]:
    """Of those whose place is seen too: there is always somebody on the register of one."""
    seen = Appointment.objects.filter(enrolment__in=_places(hat).values("pk"))
    return with_name(visible(hat, seen.select_related("enrolment__programme_version")), "with_worker")


def appointments_of(hat: Hat, enrolment: Enrolment) -> QuerySet[Appointment]:
    return with_name(visible(hat, enrolment.appointments.order_by("number")), "with_worker")


def expected_at(hat: Hat, meeting: Meeting) -> QuerySet[Enrolment]:
    """Whose names stand on the register: in the group on the day of the session, with a place then held."""
    if isinstance(meeting, Appointment):
        return _places(hat).filter(pk=meeting.enrolment_id)
    there = GroupMember.objects.filter(_in_on(in_london(meeting.starts_at).date()), group=meeting.group_id)
    was_marked = Attendance.objects.filter(session=meeting).values("enrolment")
    has_place = Q(state__in=EXPECTED) | Q(pk__in=was_marked)
    return _places(hat).filter(has_place, pk__in=there.values("enrolment"))


def marks_at(hat: Hat, meeting: Meeting) -> dict[UUID, Attendance]:
    """What the register says, by enrolment."""
    which = {"session": meeting} if isinstance(meeting, GroupSession) else {"appointment": meeting}
    found = with_name(visible(hat, Attendance.objects.filter(**which)), "marked_by")
    return {each.enrolment_id: each for each in found}


def notes(hat: Hat, session: GroupSession) -> QuerySet[SessionNote]:
    return with_name(visible(hat, session.notes.all()), "by")


# One person -----------------------------------------------------------------------------------------


def places_of(hat: Hat, case: Case) -> QuerySet[Enrolment]:
    """Of one case, newest first: waiting, held and ended."""
    return _places(hat).filter(case=case).order_by("-waiting_since", "pk")


def with_a_place(hat: Hat) -> QuerySet[Enrolment]:
    """Those whose place is held now."""
    return _places(hat).filter(state__in=EXPECTED)


# Reviews and concerns -------------------------------------------------------------------------------


def reviews(hat: Hat) -> QuerySet[Review]:
    """Who is paused until somebody decides, the most pressing first; with the name, as far as it may be
    read."""
    waiting = Review.objects.filter(decided_at__isnull=True, enrolment__in=_places(hat).values("pk"))
    return visible(hat, waiting.select_related("enrolment__programme_version"))


def concerns(hat: Hat) -> QuerySet[Concern]:
    return with_name(visible(hat, Concern.objects.all()), "by")


def case_of(hat: Hat, concern: Concern) -> Case | None:
    """Whose concern it is, as far as the hat sees the case in a list."""
    return visible(hat, Case.objects.filter(pk=concern.case_id)).first()


def references_of(hat: Hat, concerns: Iterable[Concern]) -> dict[UUID, str]:
    """The same of a page of them, in one question: what their cases are called, by the key of the case."""
    found = Case.objects.filter(pk__in={each.case_id for each in concerns})
    return dict(visible(hat, found).values_list("pk", "reference"))
