"""What was written on a case, read in front of it: notes; and orders, children and referrals onward.

All but the notes come in one question, whatever there is of them: the page of a case is opened all day.
"""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from referrals.models import (
    BasisChange,
    Case,
    Child,
    ConsentAnswer,
    Note,
    Obligation,
    OnwardReferral,
    Order,
    PathDecision,
    SafeguardingReferral,
)
from referrals.models.on_case import OnCase


class Whole(models.Expression):
    """All the columns of a row as one value, so that rows of several tables can stand below each other."""

    output_field = models.JSONField()

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__()
        self.table = model._meta.db_table

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[object]]:
        return f"to_jsonb({connection.ops.quote_name(self.table)})", []


@dataclass
class OnFile:
    """What is on a case now, each in the order that it is read in."""

    recorded: list[Order] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    safeguarding: list[SafeguardingReferral] = field(default_factory=list)
    onward: list[OnwardReferral] = field(default_factory=list)
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
    ConsentAnswer: Q(),
    BasisChange: Q(),
    PathDecision: Q(),
}
Found = TypeVar("Found", bound=OnCase)


def on_file(hat: Hat, case: Case) -> OnFile:
    """Of an open case."""
    models_of = list(HOLDS)
    parts = [_leg(hat, case, number, model) for number, model in enumerate(models_of)]
    found: list[list[Any]] = [[] for _ in HOLDS]
    for number, values in parts[0].union(*parts[1:], all=True):
        found[number].append(_row(models_of[number], values))
    orders, children, safeguarding, onward, *said = found
    consents, bases, paths = (
        sorted(each, key=lambda one: (one.at, str(one.pk)), reverse=True) for each in said
    )
    return OnFile(
        sorted(orders, key=lambda each: (each.ends_on is None, each.ends_on, str(each.pk))),
        sorted(children, key=lambda each: (each.name, str(each.pk))),
        sorted(safeguarding, key=lambda each: each.made_at, reverse=True),
        sorted(onward, key=lambda each: (each.ask_on, str(each.pk))),
        consents,
        bases,
        paths,
    )


def _leg(hat: Hat, case: Case, number: int, model: type[OnCase]) -> QuerySet[Any, Any]:
    rows = visible(hat, model._default_manager.filter(HOLDS[model], case=case)).order_by()
    return rows.annotate(part=models.Value(number), whole=Whole(model)).values_list("part", "whole")


def _row(model: type[Found], values: dict[str, Any]) -> Found:
    columns = {each.attname: each.to_python(values[each.column]) for each in model._meta.concrete_fields}
    return model.from_db("default", list(columns), list(columns.values()))


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


def consents(hat: Hat, case: Case) -> QuerySet[ConsentAnswer]:
    return with_name(visible(hat, ConsentAnswer.objects.filter(case=case)), "by")


def bases(hat: Hat, case: Case) -> QuerySet[BasisChange]:
    return with_name(visible(hat, BasisChange.objects.filter(case=case)), "by")


def paths(hat: Hat, case: Case) -> QuerySet[PathDecision]:
    return with_name(visible(hat, PathDecision.objects.filter(case=case)), "by")


def notes(hat: Hat, case: Case) -> QuerySet[Note]:
    """Each with what was added below it later; the newest first."""
    return with_name(visible(hat, Note.objects.filter(case=case)), "by", "wrong_by")


def for_papers(hat: Hat, case: Case) -> QuerySet[Note]:
    """Those that whoever wrote them let stand in a paper: neither opinions nor what was marked as wrong."""
    return notes(hat, case).filter(audience=Note.Audience.PAPERS, wrong_at__isnull=True)


def threads(found: QuerySet[Note]) -> list[tuple[Note, list[Note]]]:
    """Notes with their addenda, in the order in which those were written; in one question."""
    every = list(found)
    below: dict[Any, list[Note]] = {}
    for each in sorted(every, key=lambda note: (note.at, note.pk)):
        below.setdefault(each.adds_to_id, []).append(each)
    return [(each, below.get(each.pk, [])) for each in every if each.adds_to_id is None]
