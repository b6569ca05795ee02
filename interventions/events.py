"""What happens in programmes that others may hear of."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import Event
from referrals.events import OfCase


class Ending(StrEnum):
    """How a place on a programme ended. Attendance alone: none of them says that anybody changed."""

    COMPLETED = "completed"
    PART_COMPLETED = "part_completed"
    WITHDREW = "withdrew"
    WITHDRAWN_BY_SERVICE = "withdrawn_by_service"
    HANDED_OVER = "handed_over"


class Given(StrEnum):
    """How a programme is given, as somebody harmed may hear of it: never where, or at what hour."""

    NOT_SAID = "not_said"
    GROUP = "group"
    ONE_TO_ONE = "one_to_one"
    MIXED = "mixed"
    REMOTE = "remote"


@dataclass(frozen=True)
class OfPlace(OfCase):
    """The keys of whatever happens to a person's place on a programme."""

    enrolment_id: UUID


@dataclass(frozen=True)
class ProgrammeBooked(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """A place has a day on which it begins; with how many days later it ends if nothing falls out, none
    where that is not known."""

    starts_on: dt.date
    lasts_days: int = 0
    given: Given = Given.NOT_SAID


@dataclass(frozen=True)
class PlaceGivenBack(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """The day on which a place was to begin no longer holds; the person waits again."""


@dataclass(frozen=True)
class StartOverridden(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """A manager let a programme begin although the gate said hold."""


@dataclass(frozen=True)
class ProgrammeStarted(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """The person was at a session for the first time."""


@dataclass(frozen=True)
class SessionMissed(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """The person was not at a session, whether they had said so before or not.

    SAFETY: somebody harmed may have counted on those hours: who excused themselves is free then, too.
    """

    session_on: dt.date


@dataclass(frozen=True)
class SessionCut(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """The person left early or was turned away: somebody who counted on the hours cannot."""

    session_on: dt.date


@dataclass(frozen=True)
class SessionCorrected(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """The person was at a session, to its end, of which it was said that they missed it or left early."""

    session_on: dt.date


@dataclass(frozen=True)
class SessionCancelled(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """A session that the person would have been at does not take place."""

    session_on: dt.date


@dataclass(frozen=True)
class ProgrammePaused(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """A place waits for a worker to decide whether it goes on."""


@dataclass(frozen=True)
class ProgrammeResumed(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """A paused place goes on."""


@dataclass(frozen=True)
class ProgrammeEnded(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """A place ended, and how; `was_booked` where the programme had not begun."""

    ending: Ending
    was_booked: bool = False


@dataclass(frozen=True)
class LetterAsked(OfPlace, Event, side=Side.CHANGE, about="client_id"):
    """Somebody asked for a letter that says which sessions the person came to."""


@dataclass(frozen=True)
class ConcernRaised(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """A worker fears for somebody's safety now. What they fear stays with them: a person telephones."""
