"""All that stands beside an open case, read together: what happened, what was told of it, what is on file."""

from dataclasses import dataclass

from chrysalis.access.beside import Beside, Part
from chrysalis.access.hat import Hat
from referrals.models import Case, ContactAttempt, Incident, Note, Release, Step
from referrals.on_file import PARTS, OnFile, in_order


HAPPENED = (ContactAttempt, Step, Release, Incident, Note)
OF_CASE = Beside("case_id", *(Part(model, names=("by",)) for model in HAPPENED), *PARTS)


@dataclass(frozen=True)
class OfCase:
    """Each the latest first, with who wrote it."""

    contacts: list[ContactAttempt]
    steps: list[Step]
    releases: list[Release]
    incidents: list[Incident]
    notes: list[Note]
    file: OnFile

    @property
    def for_papers(self) -> list[Note]:
        """Those that whoever wrote them let stand in a paper: no opinions, and nothing marked as wrong."""
        return [each for each in self.notes if each.audience == Note.Audience.PAPERS and not each.is_wrong]


def of_case(hat: Hat, case: Case) -> OfCase:
    """Of an open case."""
    found = OF_CASE.read(hat, case.pk)
    return OfCase(*found[: len(HAPPENED)], in_order(*found[len(HAPPENED) :]))
