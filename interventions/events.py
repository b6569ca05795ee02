"""What happens in programmes that others may hear of."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import Event


class Ending(StrEnum):
    """How a place on a programme ended. Attendance alone: none of them says that anybody changed."""

    COMPLETED = "completed"
    PART_COMPLETED = "part_completed"
    WITHDREW = "withdrew"
    WITHDRAWN_BY_SERVICE = "withdrawn_by_service"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True)
class ProgrammeBooked(Event, side=Side.CHANGE, about="client_id"):
    """A place has a day on which it begins."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    starts_on: dt.date


@dataclass(frozen=True)
class StartOverridden(Event, side=Side.CHANGE, about="client_id"):
    """A manager let a programme begin although the gate said hold."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class ProgrammeStarted(Event, side=Side.CHANGE, about="client_id"):
    """The person was at a session for the first time."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class SessionMissed(Event, side=Side.CHANGE, about="client_id"):
    """The person was not at a session, and had not said so before."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    session_on: dt.date


@dataclass(frozen=True)
class SessionCut(Event, side=Side.CHANGE, about="client_id"):
    """The person left early or was turned away: somebody who counted on the hours cannot."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    session_on: dt.date


@dataclass(frozen=True)
class SessionCancelled(Event, side=Side.CHANGE, about="client_id"):
    """A session that the person would have been at does not take place."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    session_on: dt.date


@dataclass(frozen=True)
class ProgrammePaused(Event, side=Side.CHANGE, about="client_id"):
    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class ProgrammeResumed(Event, side=Side.CHANGE, about="client_id"):
    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class ProgrammeEnded(Event, side=Side.CHANGE, about="client_id"):
    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    ending: Ending


@dataclass(frozen=True)
class LetterAsked(Event, side=Side.CHANGE, about="client_id"):
    """Somebody asked for a letter that says which sessions the person came to."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class ConcernRaised(Event, side=Side.CHANGE, about="client_id"):
    """A worker fears for somebody's safety now. What they fear stays with them: a person telephones."""

    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
