"""Two records side by side: what each says of the person, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chrysalis.ui.dates import PartialDate
from chrysalis.ui.lists import Cell, Heading
from referrals.models import Case
from referrals.rules.identifiers import IDENTIFIERS
from referrals.views.known_people import Line


NOT_RECORDED = "None recorded"
TITLES = ("What", "This record", "The other")


@dataclass(frozen=True)
class Record:
    """What one record says, line by line."""

    called: str
    lines: dict[str, str]
    cases: str


def record_of(case: Case, cases: Sequence[Line]) -> Record:
    """Of an open case."""
    client = case.client
    numbers = [f"{IDENTIFIERS[each.kind].label} {each.raw}" for each in client.identifiers.all()]
    return Record(
        case.reference,
        {
            "Name": client.name,
            "Goes by": client.known_as,
            "Born": PartialDate.read(client.date_of_birth).spoken if client.date_of_birth else "",
            "Sex": client.get_sex_display(),
            "Numbers": ", ".join(numbers),
            "Telephone": client.telephone,
            "Staying at": client.staying_at,
            "Interpreter": client.language,
        },
        "; ".join(f"{each.reference}, {each.outcome}" for each in cases),
    )


def compared(ours: Record, theirs: Record) -> dict[str, Any]:
    """For a table: a line for each thing, and what is under each record."""
    pairs = [(name, said, theirs.lines[name]) for name, said in ours.lines.items()]
    rows = [
        _row("Reference", ours.called, theirs.called),
        *(_row(name, one, two, differs=one != two) for name, one, two in pairs if one or two),
        _row("Cases", ours.cases, theirs.cases),
    ]
    return {"columns": [Heading(each) for each in TITLES], "rows": rows}


def _row(name: str, one: str, two: str, *, differs: bool = False) -> list[Cell]:
    what, this, other = TITLES
    note = "Differs" if one and two and differs else ""
    return [
        Cell(name, title=what),
        Cell(one or NOT_RECORDED, title=this),
        Cell(two or NOT_RECORDED, note=note, title=other),
    ]
