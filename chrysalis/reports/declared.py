"""What can be printed: each report is declared once, in the `reports/` folder of the app it is about.

    CASE_SUMMARY = REPORTS.add(Report("case-summary", "Case summary", …, collect=collect))

`collect` gathers plain values as the asker's own hat, in the worker; the template lays them out, and
knows nothing else. To add one: a file with the declaration, a template, a line in the app's URLs.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.registry import Registry


OFFICIAL, PERSONAL = "Official – sensitive", "Official – sensitive: personal"


@dataclass(frozen=True)
class Asked:
    """What was asked for: about what, for which quarter, for whom."""

    subject_id: UUID | None
    scheme_id: UUID | None
    period: str
    recipient: str


@dataclass(frozen=True)
class Collected:
    """What goes into a document: plain values, and what the check before it leaves has to know.

    `own` is all that belongs to the person it is about: their number, address and names, and the numbers of
    agencies. Any other number or address in the text is somebody's who never agreed.
    """

    values: dict[str, Any]
    clients: tuple[UUID, ...] = ()
    own: tuple[str, ...] = field(default=())


class NotThere(Exception):
    """The asker does not see what the document would be about, or not any longer."""


Collect = Callable[..., Collected]


@dataclass(frozen=True)
class Report:
    slug: str
    name: str
    what_for: str  # who reads it, and what it holds
    permission: Permission
    leaves: bool  # to somebody outside: then it is checked first, on the other side of the wall
    template: str
    url: str  # the page on which it is asked for
    # (asked, *, by, at) in front of whatever is open; raises NotThere
    collect: Collect
    # (subject_id, *, by, at): open what it is about again, with an entry; raises NotThere
    look: Callable[..., None] | None = None
    # (run, *, by, at): whom else it is announced to that it was asked for
    tell: Callable[..., None] | None = None
    by_quarter: bool = False
    ended_quarters: bool = False  # none that still grows
    is_by_itself: bool = False  # about the service, and so asked for from the page of reports
    classification: str = PERSONAL

    def gather(self, asked: Asked, *, by: Hat, at: dt.datetime) -> Collected:
        return self.collect(asked, by=by, at=at)


REPORTS: Registry[Report] = Registry("report", key=lambda report: report.slug)
