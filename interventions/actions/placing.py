"""Waiting for a programme, getting a place on it, giving it back; and letting a start go ahead."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce, announce_all
from chrysalis.working_days import in_london
from interventions import queries
from interventions.actions.ending import let_go
from interventions.actions.moving import locked, move, write_step
from interventions.actions.progressing import ids_of
from interventions.events import Given, PlaceGivenBack, ProgrammeBooked, StartOverridden
from interventions.models import Capacity, Enrolment, ProgrammeVersion
from interventions.rules.days import last_session
from referrals.actions.moving import is_over, lock
from referrals.models import Case


WAITED = word("place.wanted", Side.CHANGE, "collection", "put a person on the waiting list of a programme")
BOOKED = word("place.booked", Side.CHANGE, "alteration", "booked a place on a programme")
GIVEN_BACK = word("place.given-back", Side.CHANGE, "alteration", "gave a booked place back")
LEFT = word("place.left", Side.CHANGE, "alteration", "took a person off a waiting list")
OVERRIDDEN = word(
    "start.overridden", Side.CHANGE, "alteration", "let a programme begin before partner support's checks"
)


class NoPlace(Exception):
    """The text is shown to the worker, beside the field that it is about."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field


NOT_YET = "Not yet: start dates follow our checks."


@transaction.atomic
def wait_for(
    case: Case, version: ProgrammeVersion, *, waits_for: str, reason: str = "", by: Hat, at: dt.datetime
) -> Enrolment:
    """Put the person in the queue. `reason` is why, where the rules said otherwise. Raises NoPlace.

    The case is held meanwhile: one that is being closed waits, and then asks about this place as well.
    """
    if is_over(lock(case)):
        raise NoPlace("This case is over.")
    enrolment = Enrolment(
        case=case,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
        programme_version=version,
        programme=version.programme,
        waiting_since=at,
        waits_for=waits_for,
        person_name=case.person_name,
        reference=case.reference,
        name_key=case.name_key,
        date_of_birth=case.date_of_birth,
        is_restricted=case.is_restricted,
    )
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError:
        raise NoPlace("They wait for this programme, or have a place on it, already.", "version") from None
    write_step(enrolment, "wait", source="", reason=reason, by=by, at=at)
    record(WAITED, by=by, at=at, subjects=[enrolment.pk, case.pk, case.client_id])
    return enrolment


@transaction.atomic
def book(
    enrolment: Enrolment, *, starts_on: dt.date, capacity: Capacity | None, by: Hat, at: dt.datetime
) -> Enrolment:
    """Take a place with a start day. Raises NoPlace, or workflow.NotNow where somebody booked already.

    SAFETY: the gate is asked here too, whatever the page said before: somebody harmed is told before the
    person is. Why it holds is not known on this side, and the answer is not written down.
    """
    enrolment = locked(enrolment)
    agreement = queries.agreement_of(by, enrolment.case_id)
    if agreement is None:
        raise NoPlace("They have not signed the client agreement.")
    if not queries.can_book(enrolment):
        raise NoPlace(NOT_YET)
    _refuse_day(enrolment, starts_on, capacity, at=at)
    move(enrolment, "book", by=by, at=at, starts_on=starts_on, agreement=agreement, capacity=capacity)
    if capacity is not None:
        _take(capacity)
    announce(_booked(enrolment, starts_on), by=by, at=at)
    return enrolment


@transaction.atomic
def give_back(enrolment: Enrolment, *, reason: str, by: Hat, at: dt.datetime) -> Enrolment:
    """Back to the queue, in the old place there; somebody else may have what was booked.

    SAFETY: somebody harmed may have been told of the day on which it begins, and of the evenings after it.
    """
    enrolment = locked(enrolment)
    capacity_id = enrolment.capacity_id
    move(enrolment, "give_back", by=by, at=at, reason=reason, starts_on=None, capacity=None)
    if capacity_id:
        Capacity.objects.filter(pk=capacity_id).update(taken=F("taken") - 1)
    announce_all([PlaceGivenBack(**ids_of(enrolment)), *let_go([enrolment], at=at)], by=by, at=at)
    return enrolment


@transaction.atomic
def leave(enrolment: Enrolment, *, reason: str, by: Hat, at: dt.datetime) -> Enrolment:
    """Off the waiting list, before anything began."""
    today = in_london(at).date()
    return move(locked(enrolment), "leave", by=by, at=at, reason=reason, ended_on=today)


@transaction.atomic
def override_start(enrolment: Enrolment, *, reason: str, by: Hat, at: dt.datetime) -> Enrolment:
    """Let it be booked although partner support has not done its part; partner support is told at once, and
    told once. Raises NoPlace where it was decided before."""
    enrolment = locked(enrolment)
    if enrolment.start_overridden:
        raise NoPlace("Somebody has decided this already. It can be booked.")
    enrolment = move(enrolment, "override", by=by, at=at, reason=reason, start_overridden=True)
    announce(StartOverridden(**ids_of(enrolment)), by=by, at=at)
    return enrolment


def _refuse_day(
    enrolment: Enrolment, starts_on: dt.date, capacity: Capacity | None, *, at: dt.datetime
) -> None:
    if starts_on < in_london(at).date():
        raise NoPlace("The first day must be today or later", "starts_on")
    if capacity is None:
        return
    if (capacity.provider_agency_id, capacity.programme) != (
        enrolment.provider_agency_id,
        enrolment.programme,
    ):
        raise NoPlace("These places are for another programme", "capacity")
    if not capacity.starts_on <= starts_on <= capacity.ends_on:
        raise NoPlace("These places are for people who begin in another period", "starts_on")


def _take(capacity: Capacity) -> None:
    """One of what is left, whoever else is booking in this moment: the row is held while it is counted."""
    left = Capacity.objects.filter(pk=capacity.pk, taken__lt=F("places"))
    if not left.update(taken=F("taken") + 1):
        raise NoPlace("The last of these places has just been taken", "capacity")


def _booked(enrolment: Enrolment, starts_on: dt.date) -> ProgrammeBooked:
    version = enrolment.programme_version
    ends_on = last_session(queries.terms_of(version), starts_on)
    return ProgrammeBooked(
        **ids_of(enrolment),
        starts_on=starts_on,
        lasts_days=(ends_on - starts_on).days if ends_on else 0,
        given=Given(version.mode),
    )
