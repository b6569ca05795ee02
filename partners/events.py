"""What happens on this side that others on this side may hear of."""

from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import Event


@dataclass(frozen=True)
class SlipSealed(Event, side=Side.SAFETY, about="slip_id"):
    slip_id: UUID
    receiving_agency_id: UUID


@dataclass(frozen=True)
class SlipFiled(Event, side=Side.SAFETY, about="slip_id"):
    slip_id: UUID
    agency_id: UUID
    filed_by_id: UUID


@dataclass(frozen=True)
class ReleaseDecided(Event, side=Side.SAFETY, about="check_id"):
    """Somebody decided whether a document leaves. What was decided, the other side hears elsewhere."""

    check_id: UUID
    agency_id: UUID
    by_id: UUID
