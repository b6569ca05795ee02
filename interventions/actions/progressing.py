"""Moving places on, several at once: the state, the step that says why, and what others are told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.words import word
from chrysalis.events.event import Event
from chrysalis.working_days import in_london
from interventions.events import Ending, ProgrammeEnded
from interventions.models import OPEN, Enrolment, EnrolmentState, EnrolmentStep
from interventions.workflow import ENROLMENT


STARTED = word("place.started", Side.CHANGE, "alteration", "marked the first session of a place attended")
PAUSED = word("place.paused", Side.CHANGE, "alteration", "paused a place until somebody decides")
RESUMED = word("place.resumed", Side.CHANGE, "alteration", "decided that a paused place goes on")
WITHDRAWN = word("place.withdrawn", Side.CHANGE, "alteration", "decided that a paused place ends")
ENDED = word("place.ended", Side.CHANGE, "alteration", "ended a place on a programme")


@dataclass(frozen=True)
class Move:
    enrolment: Enrolment
    name: str
    reason: str = ""


def ids_of(enrolment: Enrolment) -> dict[str, Any]:
    """What every announcement about a place names."""
    return {
        "enrolment_id": enrolment.pk,
        "case_id": enrolment.case_id,
        "client_id": enrolment.client_id,
        "scheme_id": enrolment.scheme_id,
        "provider_agency_id": enrolment.provider_agency_id,
    }


def move_all(moves: Iterable[Move], *, by: Hat, at: dt.datetime) -> list[Event]:
    """Do it, in as many statements as there are kinds of move, and give back what is to be announced.

    The rows have to be locked. Raises workflow.NotNow and NotYours.
    """
    moves = list(moves)
    steps, events = [], []
    for each in moves:
        transition = ENROLMENT.check(each.enrolment, each.name, by=by)
        steps.append(_step(each, transition.target, by=by, at=at))
        if transition.announces:
            events.append(_event(each, transition.announces, transition.target))
        each.enrolment.state = transition.target
    EnrolmentStep.objects.bulk_create(steps)
    for name in dict.fromkeys(each.name for each in moves):
        _write(name, [each.enrolment.pk for each in moves if each.name == name], at=at)
    return events


def _write(name: str, keys: list[Any], *, at: dt.datetime) -> None:
    target = ENROLMENT.transitions[name].target
    ended = {} if target in OPEN else {"ended_on": in_london(at).date()}
    Enrolment.objects.filter(pk__in=keys).update(state=target, version=F("version") + 1, **ended)


def _step(each: Move, target: str, *, by: Hat, at: dt.datetime) -> EnrolmentStep:
    return EnrolmentStep(
        enrolment_id=each.enrolment.pk,
        case_id=each.enrolment.case_id,
        provider_agency_id=each.enrolment.provider_agency_id,
        transition=each.name,
        source=each.enrolment.state,
        target=target,
        by_id=by.worker_id,
        at=at,
        reason=each.reason,
    )


def _event(each: Move, kind: Any, target: str) -> Event:
    was_booked = each.enrolment.state == EnrolmentState.BOOKED
    ending = {"ending": Ending(target), "was_booked": was_booked} if kind is ProgrammeEnded else {}
    made: Event = kind(**ids_of(each.enrolment), **ending)
    return made
