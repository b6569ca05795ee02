"""What happens on this side that others may hear of."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import Event
from chrysalis.tools.grading import Level as Level


@dataclass(frozen=True)
class OfCase:
    """The keys of whatever happens on a case."""

    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class ReferralSubmitted(Event, side=Side.CHANGE, about="referral_id"):
    referral_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    is_restricted: bool
    is_urgent: bool = False  # whoever asks for themselves says that it cannot wait


@dataclass(frozen=True)
class CaseOpened(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """A referral was accepted."""

    referral_id: UUID
    opened_by_id: UUID


@dataclass(frozen=True)
class PersonReached(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """Somebody of the provider spoke with the person for the first time on this case."""


@dataclass(frozen=True)
class DocumentRefused(Event, side=Side.CHANGE, about="document_id"):
    """A document that somebody sent was not taken."""

    document_id: UUID
    membership_id: UUID
    agency_id: UUID
    is_infected: bool


class WereTold(StrEnum):
    """Whether police have told the person harmed that the person referred is being released."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class OutcomeTold(Event, side=Side.CHANGE, about="outcome_id"):
    """A force was told the outcome of the disposal with which it referred somebody."""

    outcome_id: UUID
    referring_agency_id: UUID
    provider_agency_id: UUID
    sent_by_id: UUID


@dataclass(frozen=True)
class ReferralRefused(Event, side=Side.CHANGE, about="referral_id"):
    """A referral was not taken: refused, or sent on to another service."""

    referral_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class ReleaseRecorded(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """It was learnt when the person leaves, or left, custody."""

    released_at: dt.datetime
    were_told: WereTold
    is_certain: bool = False


@dataclass(frozen=True)
class GradeSet(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """Somebody judged how dangerous the person is now; `is_raised` where it is more than before."""

    level: Level
    is_raised: bool


class Happened(StrEnum):
    """What is new of somebody, in closed words."""

    INCIDENT = "incident"
    ARREST = "arrest"
    BREACH = "breach"


@dataclass(frozen=True)
class IncidentRecorded(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """Something new was told of a person whose case is open."""

    happened: Happened


@dataclass(frozen=True)
class IncidentTakenOff(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """What was told on that day of a person was of somebody else after all."""

    told_on: dt.date


@dataclass(frozen=True)
class EnquiryWritten(Event, side=Side.CHANGE, about="enquiry_id"):
    """Somebody wrote of a worry at the public door."""

    enquiry_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class ReferralJoined(Event, side=Side.CHANGE, about="referral_id"):
    """A referral turned out to be of somebody whose case is open, and joined that case."""

    referral_id: UUID
    provider_agency_id: UUID
    joined_by_id: UUID


@dataclass(frozen=True)
class CaseHandedOver(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """Another provider took the person on from this one. `case_id` is the leg that begins."""

    from_agency_id: UUID


@dataclass(frozen=True)
class CaseClosed(OfCase, Event, side=Side.CHANGE, about="client_id"):
    """The provider works with the person no more."""


@dataclass(frozen=True)
class InformationAsked(Event, side=Side.CHANGE, about="referral_id"):
    """Triage asked the sender of a referral for more."""

    question_id: UUID
    referral_id: UUID
    referring_agency_id: UUID
    sent_by_id: UUID


@dataclass(frozen=True)
class InformationGiven(Event, side=Side.CHANGE, about="referral_id"):
    """What triage asked is known: the sender answered, or somebody rang. Or it was decided without."""

    question_id: UUID
    referral_id: UUID
    provider_agency_id: UUID
    asked_by_id: UUID
    is_written: bool


@dataclass(frozen=True)
class HandoverOffered(Event, side=Side.CHANGE, about="handover_id"):
    handover_id: UUID
    to_agency_id: UUID


class Settled(StrEnum):
    """What became of a handover."""

    TAKEN = "taken"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class HandoverSettled(Event, side=Side.CHANGE, about="handover_id"):
    handover_id: UUID
    from_case_id: UUID
    from_agency_id: UUID
    offered_by_id: UUID
    settled_by_id: UUID
    settled: Settled


class Rested(StrEnum):
    """How far an import came before it waits for somebody."""

    CHECKED = "checked"
    DONE = "done"
    STOPPED = "stopped"
    UNDONE = "undone"


@dataclass(frozen=True)
class ImportRested(Event, side=Side.CHANGE, about="import_id"):
    """A spreadsheet was checked, or its referrals were added or taken back. One for all of them: whoever
    works the inbox is told once, and not of each; what is restricted in it is announced by itself."""

    import_id: UUID
    membership_id: UUID
    provider_agency_id: UUID
    rested: Rested
    has_added: bool


@dataclass(frozen=True)
class JoiningProposed(Event, side=Side.CHANGE, about="joining_id"):
    """Somebody proposed that two records are of one person, or are not after all."""

    joining_id: UUID
    case_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class JoiningAnswered(Event, side=Side.CHANGE, about="joining_id"):
    """A second person agreed or declined, or the first withdrew it."""

    joining_id: UUID
    case_id: UUID
    provider_agency_id: UUID
    proposed_by_id: UUID
    answered_by_id: UUID


@dataclass(frozen=True)
class RecordsJoined(Event, side=Side.CHANGE, about="client_id"):
    """Two records were found to be of one person: what is announced of either is of both from now on."""

    client_id: UUID
    other_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID


@dataclass(frozen=True)
class RecordsParted(Event, side=Side.CHANGE, about="client_id"):
    """They are of two people after all. What was announced of the one since that day was not of the other."""

    client_id: UUID
    other_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    joined_on: dt.date


@dataclass(frozen=True)
class CaseAllocated(Event, side=Side.CHANGE, about="case_id"):
    """A case was given to a colleague of the same provider."""

    case_id: UUID
    provider_agency_id: UUID
    to_id: UUID
    by_id: UUID
