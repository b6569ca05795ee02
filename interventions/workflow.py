"""The life of a place on a programme: one row a transition."""

from chrysalis.access.permissions import Permission as P
from chrysalis.workflow import WORKFLOWS, Transition, Workflow
from interventions.events import (
    PlaceGivenBack,
    ProgrammeBooked,
    ProgrammeEnded,
    ProgrammePaused,
    ProgrammeResumed,
    ProgrammeStarted,
    StartOverridden,
)
from interventions.models import EnrolmentState as S


PLACING = [
    Transition(
        "book",
        frozenset({S.WAITING}),
        S.BOOKED,
        P.PLACE_BOOK,
        audit="place.booked",
        announces=ProgrammeBooked,
    ),
    Transition(
        "give_back",
        frozenset({S.BOOKED}),
        S.WAITING,
        P.PLACE_BOOK,
        audit="place.given-back",
        announces=PlaceGivenBack,
    ),
    Transition("leave", frozenset({S.WAITING}), S.WITHDREW, P.PLACE_OFFER, audit="place.left"),
    Transition("take_off", frozenset({S.WAITING}), S.WITHDRAWN_BY_SERVICE, P.PLACE_OFFER, audit="place.left"),
    Transition(
        "override",
        frozenset({S.WAITING}),
        S.WAITING,
        P.START_OVERRIDE,
        audit="start.overridden",
        announces=StartOverridden,
    ),
]

# What attendance moves, and what is decided after it.
ATTENDING = [
    Transition(
        "start",
        frozenset({S.BOOKED}),
        S.ACTIVE,
        P.REGISTER_MARK,
        audit="place.started",
        announces=ProgrammeStarted,
    ),
    Transition(
        "pause",
        frozenset({S.BOOKED, S.ACTIVE}),
        S.PAUSED,
        P.REGISTER_MARK,
        audit="place.paused",
        announces=ProgrammePaused,
    ),
    Transition(
        "resume",
        frozenset({S.PAUSED}),
        S.ACTIVE,
        P.REVIEW_DECIDE,
        audit="place.resumed",
        announces=ProgrammeResumed,
    ),
    Transition(
        "withdraw",
        frozenset({S.PAUSED}),
        S.WITHDRAWN_BY_SERVICE,
        P.REVIEW_DECIDE,
        audit="place.withdrawn",
        announces=ProgrammeEnded,
    ),
    *(
        Transition(
            f"end_{state.value}",
            frozenset({S.BOOKED, S.ACTIVE, S.PAUSED}),
            state,
            P.PLACE_END,
            audit="place.ended",
            announces=ProgrammeEnded,
        )
        for state in (
            S.COMPLETED,
            S.PART_COMPLETED,
            S.WITHDREW,
            S.WITHDRAWN_BY_SERVICE,
            S.HANDED_OVER,
        )
    ),
]

# With the case, by whoever takes it on at the other provider.
HANDING_OVER = [
    Transition(
        "hand_over",
        frozenset({S.WAITING, S.BOOKED, S.ACTIVE, S.PAUSED}),
        S.HANDED_OVER,
        P.HANDOVER_TAKE,
        audit="place.ended",
        announces=ProgrammeEnded,
    )
]

ENROLMENT = WORKFLOWS.add(Workflow("enrolment", S, [*PLACING, *ATTENDING, *HANDING_OVER]))
