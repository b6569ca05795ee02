"""All that stands beside an open case, read together: what happened, what is on file, and what the person
has elsewhere."""

from dataclasses import dataclass

from chrysalis.access.beside import Beside, Part, of
from chrysalis.access.hat import Hat
from referrals.models import (
    Case,
    Client,
    ContactAttempt,
    Handover,
    Identifier,
    Incident,
    Joining,
    LegProgress,
    Note,
    Release,
    Step,
)
from referrals.on_file import PARTS, OnFile, in_order


HAPPENED = (ContactAttempt, Step, Release, Incident, Note)
OF_PERSON = (
    Part(Client, of("id", "client_id")),
    Part(Identifier, of("client_id")),
    Part(Joining, of("client_id") | of("other_id", "client_id")),
    Part(Handover, of("from_case_id", "case_id")),
    Part(LegProgress, of("client_id")),
    Part(Case, of("client_id", "person_id") | of("joined_to_id", "person_id")),
)
OF_CASE = Beside(
    ("case_id", "client_id", "person_id"),
    *(Part(model, of("case_id"), along=("by",)) for model in HAPPENED),
    *OF_PERSON,
    *PARTS,
)


@dataclass(frozen=True)
class OfCase:
    """What happened, each the latest first, with who wrote it; and what the person has elsewhere."""

    contacts: list[ContactAttempt]
    steps: list[Step]
    releases: list[Release]
    incidents: list[Incident]
    notes: list[Note]
    identifiers: list[Identifier]
    is_joined: bool  # whether anybody said anything of this record and another
    handover: Handover | None  # the latest by which it was offered to another provider
    legs: list[LegProgress]
    also: list[Case]  # of the same person, held by the own agency
    file: OnFile

    @property
    def for_papers(self) -> list[Note]:
        """Those that whoever wrote them let stand in a paper: no opinions, and nothing marked as wrong."""
        return [each for each in self.notes if each.audience == Note.Audience.PAPERS and not each.is_wrong]


def of_case(hat: Hat, case: Case) -> OfCase:
    """Of an open case, which has its client with it from here on."""
    keys = {"case_id": case.pk, "client_id": case.client_id, "person_id": case.person_id}
    contacts, steps, releases, incidents, notes, *more = OF_CASE.read(hat, **keys)
    clients, identifiers, joinings, handovers, legs, cases, *file = more
    for client in clients:
        case.client = client
    return OfCase(
        contacts,
        steps,
        releases,
        incidents,
        notes,
        identifiers,
        bool(joinings),
        max(handovers, key=lambda each: each.offered_at, default=None),
        legs,
        [each for each in cases if each.pk != case.pk],
        in_order(*file),
    )
