"""What ends with a place, and the places that end with a case. Nothing of it is left for a later step.

With a place end its seat in the group, its appointments to come, a review that waits, and what was paid for
it where it never began. With a case end the places on it: closing asks of each how it ended, and whoever
takes a case over ends those of the leg before.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from chrysalis import keys
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.events.announcing import announce_all
from chrysalis.events.event import Event
from interventions.actions.progressing import ENDED, Move, ids_of, move_all
from interventions.catalogue import PROGRAMMES
from interventions.courses import courses_of
from interventions.definers import EndedPlace, places_end_handed_over, places_let_go
from interventions.events import Ending, ProgrammeEnded, SessionCancelled
from interventions.models import OPEN, Enrolment, EnrolmentState
from referrals.gates.unfinished import NotEnded


STEP = keys.Key("enrolment-step")
S = EnrolmentState
# How a place is said to end; one that somebody waits for was never begun.
HELD_ENDINGS = {
    S.COMPLETED: "end_completed",
    S.PART_COMPLETED: "end_part_completed",
    S.WITHDREW: "end_withdrew",
    S.WITHDRAWN_BY_SERVICE: "end_withdrawn_by_service",
    S.HANDED_OVER: "end_handed_over",
}
WAITING_ENDINGS = {S.WITHDREW: "leave", S.WITHDRAWN_BY_SERVICE: "take_off"}


class NotComplete(Exception):
    """What completing takes is not there. Text is shown to the worker."""


def let_go(people: Iterable[Enrolment | EndedPlace], *, at: dt.datetime) -> list[Event]:
    """Of places that have ended or were given back, all that was still to come; and what is announced of it.

    SAFETY: that a place went is told within hours. That the next appointment does not take place is told
    at once: somebody may have planned that evening by it.
    """
    by_key = {_key(each): each for each in people}
    called_off = places_let_go(by_key, at=at) if by_key else {}
    return [SessionCancelled(session_on=day, **_ids(by_key[key])) for key, day in called_off.items()]


def move_for(person: Enrolment, ending: str, *, reason: str, by: Hat, at: dt.datetime) -> Move:
    """The move that ends a place so. Raises NotComplete."""
    if ending == S.COMPLETED:
        _refuse_what_is_not_complete(person, by=by, at=at)
    names = WAITING_ENDINGS if person.state == S.WAITING else HELD_ENDINGS
    if S(ending) not in names:
        raise NotComplete("They wait for this programme and have not begun it. Choose another ending.")
    return Move(person, names[S(ending)], reason)


def _refuse_what_is_not_complete(person: Enrolment, *, by: Hat, at: dt.datetime) -> None:
    (course,) = courses_of(by, [person], at=at)
    if not course.standing.is_complete:
        lacking = "; ".join(course.standing.lacking)
        raise NotComplete(f"Not complete yet: {lacking}. Choose “Part completed”, or another ending.")


@transaction.atomic
def end_with_case(
    case_id: UUID, endings: Mapping[UUID, str], *, reason: str, by: Hat, at: dt.datetime
) -> None:
    """Each open place of a case that is being closed, as `endings` says. Raises NotEnded."""
    people = list(
        Enrolment.objects.select_for_update(of=("self",))
        .filter(case_id=case_id, state__in=OPEN)
        .order_by("pk")
    )
    if not people:
        return
    moves = [_answered(each, endings, reason=reason, by=by, at=at) for each in people]
    events = move_all(moves, by=by, at=at)
    announce_all([*events, *let_go(people, at=at)], by=by, at=at)
    record(ENDED, by=by, at=at, subjects=[each.pk for each in people])


def _answered(
    person: Enrolment, endings: Mapping[UUID, str], *, reason: str, by: Hat, at: dt.datetime
) -> Move:
    if person.pk not in endings:
        name = person.programme_version.name
        raise NotEnded(person.pk, f"Their place on {name} is open. Say how it ended")
    try:
        return move_for(person, endings[person.pk], reason=reason, by=by, at=at)
    except NotComplete as lacking:
        raise NotEnded(person.pk, str(lacking)) from None


@transaction.atomic
def end_handed_over(handover_id: UUID, *, by: Hat, at: dt.datetime) -> None:
    """The places that the giver still held, in the moment in which the receiver takes the case."""
    step_ids = [STEP() for _ in PROGRAMMES]  # nobody has two open places on one programme
    ended = places_end_handed_over(handover_id, step_ids=step_ids, at=at)
    if not ended:
        return
    events = [
        ProgrammeEnded(ending=Ending.HANDED_OVER, was_booked=each.was == S.BOOKED, **_ids(each))
        for each in ended
        if each.was != S.WAITING
    ]
    announce_all([*events, *let_go(ended, at=at)], by=by, at=at)
    record(ENDED, by=by, at=at, subjects=[each.enrolment_id for each in ended])


def _key(each: Enrolment | EndedPlace) -> UUID:
    return each.pk if isinstance(each, Enrolment) else each.enrolment_id


def _ids(each: Enrolment | EndedPlace) -> dict[str, UUID]:
    return ids_of(each) if isinstance(each, Enrolment) else each.ids
