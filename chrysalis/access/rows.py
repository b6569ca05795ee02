"""Which rows each persona may see, declared beside a model's fields and enforced by its scope.

    class Rows:
        casework = See("provider_agency_id", "agency_id", insert=True, change=True)
        referrer = Add()

`See(column, value)`: a row is visible where the column equals that value of the hat. Plain equality
on an indexed column is what stays fast at a million rows, whichever wall does the asking.
`Reference()`: not case data; every signed-in persona may read it. `Keep(column, value)`: the same, and
the persona may write its own.
A persona that is not named sees nothing. The same declaration is what database policies are
built from, so a rule is written once.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models

from chrysalis.access.hat import Hat


@dataclass(frozen=True)
class See:
    """Rows whose `column` equals the hat's `value` (`agency_id`, `worker_id` or `membership_id`)."""

    column: str
    value: str
    insert: bool = False
    change: bool = False

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(**{self.column: getattr(hat, self.value)})


@dataclass(frozen=True)
class Add:
    """May insert, and sees nothing: not even the row just written."""

    insert: bool = True
    change: bool = False

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(pk__in=[])


@dataclass(frozen=True)
class Reference:
    """May be read by everyone who has signed in."""

    insert: bool = False
    change: bool = False

    def condition(self, hat: Hat) -> models.Q:
        return models.Q()


@dataclass(frozen=True)
class Keep(See):
    """Reference data with a keeper: may be read by everyone; the column says whose it is to write."""

    def condition(self, hat: Hat) -> models.Q:
        return models.Q()


Rule = See | Add | Reference


def rule_for(model: type[models.Model], persona: str) -> Rule | None:
    """The rule of a persona for a model; None where nothing is declared, which means nothing is seen."""
    declared: Any = getattr(model, "Rows", None)
    return getattr(declared, persona, None) or getattr(declared, "everyone", None)


def scope(hat: Hat, queryset: models.QuerySet) -> models.QuerySet:
    """The rows of `queryset` that the hat may see."""
    rule = rule_for(queryset.model, hat.persona)
    return queryset.none() if rule is None else queryset.filter(rule.condition(hat))
