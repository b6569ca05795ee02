"""What happens to documents that others may hear of."""

from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.events.event import Event


@dataclass(frozen=True)
class DocumentWaits(Event, side=Side.CHANGE, about="run_id"):
    """A document was made that is to leave, and waits to be checked."""

    run_id: UUID
    agency_id: UUID
    scheme_id: UUID


@dataclass(frozen=True)
class ReturnedTooOften(Event, side=Side.CHANGE, about="run_id"):
    """Somebody goes on asking for what was returned: from the differences one could learn what was found."""

    run_id: UUID
    agency_id: UUID
    scheme_id: UUID


@dataclass(frozen=True)
class DocumentOpened(Event, side=Side.CHANGE, about="run_id"):
    run_id: UUID
    agency_id: UUID
    worker_id: UUID
