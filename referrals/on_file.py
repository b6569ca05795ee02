"""What was written on a case, read in front of it: notes; and orders, children, referrals onward, and what
there is to do.

All but the notes come in one question, whatever there is of them: the page of a case is opened all day.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet

from chrysalis.access.beside import Beside, Part, of
from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from referrals.models import (
    BasisChange,
    Case,
    CaseDocument,
    Child,
    ConsentAnswer,
    Note,
    Obligation,
    OnwardReferral,
    Order,
    PathDecision,
    SafeguardingReferral,
    StaffMarker,
    Task,
)
from referrals.models.on_case import OnCase


@dataclass
class OnFile:
    """What is on a case now, each in the order that it is read in."""

    recorded: list[Order] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    safeguarding: list[SafeguardingReferral] = field(default_factory=list)
    onward: list[OnwardReferral] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    markers: list[StaffMarker] = field(default_factory=list)
    documents: list[CaseDocument] = field(default_factory=list)
    consents: list[ConsentAnswer] = field(default_factory=list)
    bases: list[BasisChange] = field(default_factory=list)
    paths: list[PathDecision] = field(default_factory=list)

    @property
    def consent(self) -> ConsentAnswer | None:
        """What was said last of taking part."""
        return self.consents[0] if self.consents else None

    @property
    def orders(self) -> list[Order]:
        """Those in force, as caseworkers recorded them."""
        return [each for each in self.recorded if not each.ending]

    def as_told(self, obligations: list[Obligation]) -> list[Obligation]:
        """Orders and bail that police told of, and of which nobody has recorded a change."""
        changed = {each.obligation_id for each in self.recorded}
        told = (each for each in obligations if each.kind != Obligation.Kind.CONDITION)
        return [each for each in told if each.pk not in changed]


# What of each is read on the page of the case: what holds, and of an order also what police told and was
# changed since, so that it is not shown twice.
HOLDS: dict[type[OnCase], Q] = {
    Order: Q(ending="") | Q(obligation__isnull=False),
    Child: Q(ended_at__isnull=True),
    SafeguardingReferral: Q(),
    OnwardReferral: Q(outcome=""),
    Task: Q(ending=""),
    StaffMarker: Q(ended_at__isnull=True),
    CaseDocument: Q(),
    ConsentAnswer: Q(),
    BasisChange: Q(),
    PathDecision: Q(),
}
PARTS = tuple(
    Part(model, of("case_id") & holds, ("worker",) if model is Task else ()) for model, holds in HOLDS.items()
)
ON_FILE = Beside(("case_id",), *PARTS)


def on_file(hat: Hat, case: Case) -> OnFile:
    """Of an open case."""
    return in_order(*ON_FILE.read(hat, case_id=case.pk))


def in_order(
    orders: list[Order],
    children: list[Child],
    safeguarding: list[SafeguardingReferral],
    onward: list[OnwardReferral],
    tasks: list[Task],
    markers: list[StaffMarker],
    documents: list[CaseDocument],
    consents: list[ConsentAnswer],
    bases: list[BasisChange],
    paths: list[PathDecision],
) -> OnFile:
    """What the parts hold, each as it is read on the page of the case: what was said last comes first."""
    return OnFile(
        sorted(orders, key=lambda each: (each.ends_on is None, each.ends_on, str(each.pk))),
        sorted(children, key=lambda each: (each.name, str(each.pk))),
        sorted(safeguarding, key=lambda each: each.made_at, reverse=True),
        sorted(onward, key=lambda each: (each.ask_on, str(each.pk))),
        sorted(tasks, key=lambda each: (each.due_on, str(each.pk))),
        sorted(markers, key=lambda each: each.kind),
        sorted(documents, key=lambda each: (each.sent_at, str(each.pk))),
        sorted(consents, key=_said, reverse=True),
        sorted(bases, key=_said, reverse=True),
        sorted(paths, key=_said, reverse=True),
    )


def _said(each: OnCase) -> tuple[dt.datetime, str]:
    return each.at, str(each.pk)


def orders(hat: Hat, case: Case) -> QuerySet[Order]:
    """All of them, what is over too, the newest first."""
    return with_name(visible(hat, Order.objects.filter(case=case)), "by", "ended_by").order_by("-at", "id")


def children(hat: Hat, case: Case) -> QuerySet[Child]:
    return with_name(visible(hat, Child.objects.filter(case=case)), "by", "ended_by").order_by("-at", "id")


def safeguarding(hat: Hat, case: Case) -> QuerySet[SafeguardingReferral]:
    return with_name(visible(hat, SafeguardingReferral.objects.filter(case=case)), "by")


def onward(hat: Hat, case: Case) -> QuerySet[OnwardReferral]:
    """What goes on first, then what is over."""
    found = with_name(visible(hat, OnwardReferral.objects.filter(case=case)), "by")
    return found.order_by("outcome", "-sent_on", "id")


def tasks(hat: Hat, case: Case) -> QuerySet[Task]:
    """What there is to do first, by its day; then what was done, the newest first."""
    found = with_name(visible(hat, Task.objects.filter(case=case)), "worker", "by", "ended_by")
    return found.order_by(F("ended_at").desc(nulls_first=True), "due_on", "id")


def markers(hat: Hat, case: Case) -> QuerySet[StaffMarker]:
    """What staff have to be ready for; then what is over, the newest first."""
    found = with_name(visible(hat, StaffMarker.objects.filter(case=case)), "confirmed_by", "ended_by")
    return found.order_by(F("ended_at").desc(nulls_first=True), "kind", "id")


def consents(hat: Hat, case: Case) -> QuerySet[ConsentAnswer]:
    return with_name(visible(hat, ConsentAnswer.objects.filter(case=case)), "by")


def bases(hat: Hat, case: Case) -> QuerySet[BasisChange]:
    return with_name(visible(hat, BasisChange.objects.filter(case=case)), "by")


def paths(hat: Hat, case: Case) -> QuerySet[PathDecision]:
    return with_name(visible(hat, PathDecision.objects.filter(case=case)), "by")


def notes(hat: Hat, case: Case) -> QuerySet[Note]:
    """Each with what was added below it later; the newest first."""
    return with_name(visible(hat, Note.objects.filter(case=case)), "by", "wrong_by")


def threads(found: QuerySet[Note]) -> list[tuple[Note, list[Note]]]:
    """Notes with their addenda, in the order in which those were written; in one question."""
    every = list(found)
    below: dict[Any, list[Note]] = {}
    for each in sorted(every, key=lambda note: (note.at, note.pk)):
        below.setdefault(each.adds_to_id, []).append(each)
    return [(each, below.get(each.pk, [])) for each in every if each.adds_to_id is None]
