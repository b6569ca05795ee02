"""A group with people in it and sessions behind and before it, made through actions."""

import datetime as dt
import uuid

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.queries import make_hat
from interventions.actions import agreeing, grouping, placing
from interventions.actions.grouping import Plan
from interventions.models import (
    AgreementText,
    Appointment,
    Enrolment,
    GroupSession,
    ProgrammeGroup,
    ProgrammeVersion,
)
from interventions.rules.schedule import moment_on
from referrals.actions.reading import open_case
from referrals.models import Case
from tests.interventions.running import case_of, runs, sends, writes_agreement
from tests.world import Person, World


EVENING = dt.time(18, 30)
PEOPLE = ("Aled", "Bashir", "Callum", "Dele", "Emrys", "Farid", "Gethin", "Hamza", "Idris", "Jonah")
NAMES = (*PEOPLE, "Kofi", "Luca")


def weeks_ago(weeks: int) -> dt.date:
    """A day of this year without a holiday near by, so that a week is a week."""
    return timezone.localdate() - dt.timedelta(days=7 * weeks + 1)


def placed(world: World, case: Case, version: ProgrammeVersion, *, starts_on: dt.date) -> Enrolment:
    """Signed, waited for and booked, on the day before the first."""
    hat, at = make_hat(world.caseworker.membership), moment_on(starts_on - dt.timedelta(days=1), EVENING)
    text = AgreementText.objects.filter(provider_agency=case.provider_agency).first()
    with acting_as(hat):
        open_case(case, by=hat, at=at)
        told = {"answer": "signed", "way": "paper", "copy_given": True, "answered_on": at.date()}
        agreeing.take_agreement(case, text, told, by=hat, at=timezone.now())
        place = placing.wait_for(case, version, waits_for="A place", by=hat, at=at)
        return placing.book(place, starts_on=starts_on, capacity=None, by=hat, at=at)


def group_of(
    world: World,
    people: int = 3,
    *,
    slug: str = "jc-group",
    began: int = 4,
    count: int = 12,
    capacity: int = 12,
    **values: object,
) -> ProgrammeGroup:
    """So many people, in a group that began so many weeks ago."""
    starts_on = weeks_ago(began)
    writes_agreement(world.service_manager)
    (version,) = runs(world.service_manager, slug, **({"gate": "none"} | values))
    group = begun(world, version, starts_on=starts_on, count=count, capacity=capacity)
    for name in NAMES[:people]:
        case = case_of(world, given_names=name)
        joins(world, group, placed(world, case, version, starts_on=starts_on), from_on=starts_on)
    return group


def begun(
    world: World,
    version: ProgrammeVersion,
    *,
    starts_on: dt.date,
    count: int = 12,
    capacity: int = 12,
    name: str = "Evening group",
) -> ProgrammeGroup:
    hat, leaders = make_hat(world.caseworker.membership), [world.facilitator.worker.pk]
    with acting_as(hat):
        return grouping.begin_group(
            version,
            name=name,
            venue="The hall by the bridge",
            capacity=capacity,
            minutes=150,
            plan=Plan(starts_on, EVENING, count, apart_days=28),
            leaders=leaders,
            nation="scotland",  # no bank holiday in these weeks but St Andrew's
            by=hat,
            at=moment_on(starts_on - dt.timedelta(days=3), EVENING),
        )


def joins(world: World, group: ProgrammeGroup, place: Enrolment, *, from_on: dt.date) -> None:
    hat = make_hat(world.caseworker.membership)
    with acting_as(hat):
        grouping.join(group, place, from_on=from_on, by=hat, at=timezone.now())


def meets(
    world: World, place: Enrolment, *, began: int = 3, count: int = 6, today_at: dt.time | None = None
) -> list[Appointment]:
    """One to one, from so many weeks ago on, or from today."""
    first = (weeks_ago(began), EVENING) if today_at is None else (timezone.localdate(), today_at)
    hat = make_hat(world.caseworker.membership)
    with acting_as(hat):
        return grouping.book_appointments(
            place,
            with_worker=hat.worker_id,
            minutes=60,
            plan=Plan(*first, count),
            nation="scotland",
            by=hat,
            at=timezone.now(),
        )


def session(group: ProgrammeGroup, number: int) -> GroupSession:
    return GroupSession.objects.get(group=group, number=number)


def person(name: str) -> Enrolment:
    return Enrolment.objects.get(person_name__contains=name)


def register(meeting: GroupSession | Appointment, places: list[Enrolment], **marks: str) -> dict[str, str]:
    """What a browser sends: everybody attended but those named."""
    fields = {"version": str(meeting.version), "draft": str(uuid.uuid4())}
    for place in places:
        given = next((mark for name, mark in marks.items() if name in place.person_name), "attended")
        mark, _, rest = given.partition("/")
        fields |= {f"mark-{place.pk}": mark, f"line-{place.pk}": "", f"late-{place.pk}": ""}
        if rest.isdigit():
            fields[f"late-{place.pk}"] = rest
        elif rest:
            fields[f"line-{place.pk}"] = rest
    return fields


def marks(who: Person, group: ProgrammeGroup, number: int, **given: str):
    """Mark one session, all attended but those named."""
    meeting = session(group, number)
    places = list(Enrolment.objects.filter(groups__group=group).order_by("person_name"))
    return sends(who, "interventions:session", meeting.pk, **register(meeting, places, **given))
