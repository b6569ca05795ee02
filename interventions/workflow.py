"""The life of a place on a programme: one row a transition. What attendance moves comes with attendance."""

from chrysalis.access.permissions import Permission as P
from chrysalis.workflow import WORKFLOWS, Transition, Workflow
from interventions.events import ProgrammeBooked, StartOverridden
from interventions.models import EnrolmentState as S


ENROLMENT = WORKFLOWS.add(
    Workflow(
        "enrolment",
        S,
        [
            Transition(
                "book",
                frozenset({S.WAITING}),
                S.BOOKED,
                P.PLACE_BOOK,
                audit="place.booked",
                announces=ProgrammeBooked,
            ),
            Transition("give_back", frozenset({S.BOOKED}), S.WAITING, P.PLACE_BOOK, audit="place.given-back"),
            Transition("leave", frozenset({S.WAITING}), S.WITHDREW, P.PLACE_OFFER, audit="place.left"),
            Transition(
                "override",
                frozenset({S.WAITING}),
                S.WAITING,
                P.START_OVERRIDE,
                audit="start.overridden",
                announces=StartOverridden,
            ),
        ],
    )
)
