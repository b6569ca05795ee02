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
    """A slip waits no longer: it was filed to a survivor, or set aside."""

    slip_id: UUID
    agency_id: UUID
    filed_by_id: UUID


@dataclass(frozen=True)
class SlipDocumentRefused(Event, side=Side.SAFETY, about="slip_id"):
    """A document that came with a slip was not taken. Whoever sent it is not told."""

    slip_id: UUID
    receiving_agency_id: UUID
    is_infected: bool


@dataclass(frozen=True)
class SurvivorLinked(Event, side=Side.SAFETY, about="client_id"):
    """It is known now whom a person harmed. In the order of what happens to that person."""

    survivor_id: UUID
    client_id: UUID
    agency_id: UUID


@dataclass(frozen=True)
class NewsAnswered(Event, side=Side.SAFETY, about="news_id"):
    """A survivor was told, or it was said why not. Not `by_safe_way`: by one of which nobody had said that it
    is safe."""

    news_id: UUID
    agency_id: UUID
    answered_by_id: UUID
    by_safe_way: bool = True


@dataclass(frozen=True)
class TracingEnded(Event, side=Side.SAFETY, about="tracing_id"):
    """Whom a person harmed is known, or it was said that nobody can be identified."""

    tracing_id: UUID
    agency_id: UUID
    ended_by_id: UUID


@dataclass(frozen=True)
class ReleaseDecided(Event, side=Side.SAFETY, about="check_id"):
    """Somebody decided whether a document leaves. What was decided, the other side hears elsewhere."""

    check_id: UUID
    agency_id: UUID
    by_id: UUID
