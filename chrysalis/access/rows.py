"""Which rows each persona may see and write, declared beside a model's fields.

    class Rows:
        casework = See("provider_agency_id", "agency_id", insert=True, change=True, unless="is_restricted")
        referrer = Add("referring_agency_id", "agency_id")

One declaration, two enforcers: `scope()` narrows every queryset by it, and `walls.py` writes the
database's policies from it. A persona that is not named sees nothing; `change_side`, `safety_side` and
`everyone` name several at once.

A rule compares one column with one value of the context: the hat's (`agency_id`, `worker_id`,
`membership_id`, `role_slug`) or what was opened (`case_id`, `client_id`, `referral_id`, `survivor_id`,
`slip_id`).
Plain equality is what stays fast at a million rows, whichever wall does the asking.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.opened import opened
from chrysalis.access.personas import APP, STRANGERS, SYSTEM, side_of


@dataclass(frozen=True)
class Bar:
    """What keeps a row from one worker, whatever the rule says: something that worker said. It is said once,
    in SQL, for both enforcers, since Django takes longer to compose it than the database to answer it; the
    judge of the tests says it again."""

    columns: tuple[str, ...]  # which a table has to have, to be barred by it
    sql: str  # true of rows that are not barred, with these columns and `worker` in braces
    english: str = ""  # how a data-protection officer reads it, where it is not said for all rows at once

    def on(self, table: str, *, worker: str) -> str:
        return self.sql.format(worker=worker, **{name: f"{table}.{name}" for name in self.columns})

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(_NotBarred(*self.columns, bar=self, worker_id=hat.worker_id))


class _NotBarred(models.Func):
    """A bar, as a condition on the rows of a queryset."""

    output_field = models.BooleanField()

    def __init__(self, *columns: str, bar: Bar, worker_id: UUID) -> None:
        super().__init__(*columns)
        self.bar, self.worker_id = bar, worker_id

    def as_sql(self, compiler: Any, connection: Any, *kept: Any, **words: Any) -> tuple[str, Any]:
        found = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        columns = dict(zip(self.bar.columns, found, strict=True))
        workers = [self.worker_id] * self.bar.sql.count("{worker}")
        return self.bar.sql.format(worker="%s", **columns), workers


@dataclass(frozen=True)
class See:
    """Rows whose `column` equals the context's `value`, whose `unless` is not true, and which no `bar`
    keeps from the worker. Where `only` names columns, nothing else of such a row can be changed."""

    column: str
    value: str
    insert: bool = False
    change: bool = False
    unless: str = ""
    also: str = ""  # a second column, which may hold the value instead
    bar: Bar | None = None
    only: tuple[str, ...] = ()

    reads = True

    def condition(self, hat: Hat) -> models.Q:
        wanted = _value(hat, self.value)
        if wanted is None:
            return models.Q(pk__in=[])  # nothing is open; a column that is empty is not the same nothing
        found = models.Q(**{self.column: wanted})
        if self.also:
            found |= models.Q(**{self.also: wanted})
        if self.bar:
            found &= self.bar.condition(hat)
        return found & models.Q(**{self.unless: False}) if self.unless else found

    @property
    def insert_check(self) -> tuple[str, str]:
        return self.column, self.value


@dataclass(frozen=True)
class Open(See):
    """Rows of what was opened. `owner` says, for a new row, whose it must be: a thing is made before it
    can be opened."""

    owner: tuple[str, str] | None = None

    @property
    def insert_check(self) -> tuple[str, str]:
        return self.owner or (self.column, self.value)


@dataclass(frozen=True)
class Add:
    """May insert rows whose `column` equals the context's `value`, and sees none: not even its own."""

    column: str
    value: str
    insert: bool = True
    change: bool = False
    unless: str = ""

    reads = False

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(pk__in=[])

    @property
    def insert_check(self) -> tuple[str, str]:
        return self.column, self.value


@dataclass(frozen=True)
class Reference:
    """Not case data: may be read by everyone who has signed in. Where `columns` are named, a persona reads
    those alone: what the service needs to let people in is in the others, and only `app` reads it."""

    columns: tuple[str, ...] = ()
    insert: bool = False
    change: bool = False

    reads = True

    def condition(self, hat: Hat) -> models.Q:
        return models.Q()


@dataclass(frozen=True)
class Keep(See):
    """Reference data with a keeper: may be read by everyone; the column says whose it is to write."""

    def condition(self, hat: Hat) -> models.Q:
        return models.Q()


@dataclass(frozen=True)
class Sweep:
    """For a system persona: rows whose moment in `column` has come. It may read and delete those, and
    can never so much as count the others."""

    column: str = "sweep_after"
    insert: bool = False
    change: bool = False

    reads = True

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(pk__in=[])  # no hat is a system persona


@dataclass(frozen=True)
class Settled:
    """For a system persona: rows of transactions that are all over, by the number in `column`. What is
    being written in this moment it cannot see, so that nothing slips in behind what it has read."""

    column: str = "xid"
    insert: bool = False
    change: bool = False

    reads = True

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(pk__in=[])  # no hat is a system persona


@dataclass(frozen=True)
class Chain:
    """For the sealer: every link, and new ones that claim nothing beyond what is settled. A link is never
    hidden from it: it would begin a second chain."""

    number: str = "number"
    horizon: str = "horizon"
    insert: bool = True
    change: bool = False

    reads = True

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(pk__in=[])


@dataclass(frozen=True)
class Raise:
    """For a system persona: may insert rows whose `column` is empty, and sees none."""

    column: str
    insert: bool = True
    change: bool = False

    reads = False

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(pk__in=[])


@dataclass(frozen=True)
class Addressed:
    """Rows meant for the own role in the own agency: for all who are in it, or for the worker alone.
    Where `only` names columns, nothing else of such a row can be changed."""

    change: bool = False
    insert: bool = False
    only: tuple[str, ...] = ()

    reads = True

    def condition(self, hat: Hat) -> models.Q:
        mine = models.Q(worker_id=None) | models.Q(worker_id=hat.worker_id)
        return models.Q(agency_id=hat.agency_id, role_slug=hat.role_slug) & mine


@dataclass(frozen=True)
class Carry:
    """For the courier: every row of a table that holds keys and closed words and nothing that anybody
    typed; where `columns` are named, it reads those alone, and changes what `only` names. `column` is one
    that is never empty, or not for as long as there is something to carry."""

    column: str
    insert: bool = True
    change: bool = True
    columns: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    reads = True

    def condition(self, hat: Hat) -> models.Q:
        return models.Q(pk__in=[])  # no hat is a system persona


Rule = See | Add | Reference | Sweep | Settled | Chain | Raise | Addressed | Carry


def rule_for(model: type[models.Model], persona: str) -> Rule | None:
    """The rule of a persona for a model; None where nothing is declared, which means nothing is seen."""
    declared: Any = getattr(model, "Rows", None)
    if persona in (*SYSTEM, *STRANGERS) or (persona == APP and not is_open_to_app(model)):
        return getattr(declared, persona, None)  # `everyone` does not mean them
    names = (persona, f"{side_of(persona)}_side", "everyone")
    return next((rule for name in names if (rule := getattr(declared, name, None))), None)


def is_open_to_app(model: type[models.Model]) -> bool:
    """Accounts and reference data, which `app` keeps. Case data it does not so much as read."""
    return model.Privacy.side is Side.NEITHER  # type: ignore[attr-defined]


def scope(hat: Hat, queryset: models.QuerySet) -> models.QuerySet:
    """The rows of `queryset` that the hat may see."""
    rule = rule_for(queryset.model, hat.persona)
    return queryset.none() if rule is None or not rule.reads else queryset.filter(rule.condition(hat))


def _value(hat: Hat, name: str) -> Any:
    return getattr(hat, name) if hasattr(hat, name) else opened(name)
