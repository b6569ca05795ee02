"""What happens on this side that others may hear of."""

from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import Event


@dataclass(frozen=True)
class ReferralSubmitted(Event, side=Side.CHANGE, about="referral_id"):
    referral_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    is_restricted: bool


@dataclass(frozen=True)
class CaseOpened(Event, side=Side.CHANGE, about="client_id"):
    """A referral was accepted."""

    referral_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    opened_by_id: UUID


@dataclass(frozen=True)
class PersonReached(Event, side=Side.CHANGE, about="client_id"):
    """Somebody of the provider spoke with the person for the first time on this case."""

    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
