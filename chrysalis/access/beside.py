"""Rows of several tables about the one thing that is open, read in one question that is composed once.

A page about a case shows what a dozen tables hold of it, most of them nothing. To ask each by itself costs
a journey to the database and, more than that, Django's composing of a statement that is the same each
time but for the keys. So it is composed once for each kind of hat, around keys that nobody has; whoever
asks puts in their own keys.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import JSONObject

from chrysalis.access import opened, rows
from chrysalis.access.hat import Hat


OF_HAT = ("worker_id", "membership_id", "agency_id")
# In the place of each key of a hat, and of what is open, while a statement is composed: no row has them.
NOBODYS = {name: uuid5(NAMESPACE_OID, f"chrysalis {name}") for name in (*OF_HAT, *opened.NAMES)}


@cache
def asked(name: str) -> UUID:
    """In the place of a key that is asked for by this name."""
    return uuid5(NAMESPACE_OID, f"chrysalis asked {name}")


def of(column: str, name: str = "") -> Q:
    """Rows whose column holds the key that is asked for by this name, or by that of the column."""
    return Q(**{column: asked(name or column)})


@dataclass(frozen=True)
class Part:
    """Of one table: which rows, and by which of its keys the worker or the agency comes along."""

    model: type[models.Model]
    holds: Q
    along: tuple[str, ...] = ()

    def columns(self, key: str) -> list[Any]:
        """Of what comes along by that key: as much as everyone reads."""
        model: Any = self.model._meta.get_field(key).related_model
        named = model.Rows.everyone.columns
        return [each for each in model._meta.concrete_fields if not named or each.name in named]


class Beside:
    """What several tables hold of the open thing, in one question; `asks` are the names of its keys."""

    def __init__(self, asks: tuple[str, ...], *parts: Part) -> None:
        self.asks, self.parts = asks, parts

    def read(self, hat: Hat, **keys: UUID) -> list[list[Any]]:
        """The rows of each part in the order of its model; none of what is not open."""
        statement, parameters = _composed(self, kind_of(hat), rows.scope)
        own = self._own(hat, keys)
        found: list[list[Any]] = [[] for _ in self.parts]
        if not statement:
            return found
        with connection.cursor() as cursor:
            cursor.execute(statement, [own.get(value, value) for value in parameters])
            for number, values, along in cursor.fetchall():
                found[number].append(_row(self.parts[number], _read(values), _read(along)))
        return [_in_order(part.model, of_part) for part, of_part in zip(self.parts, found, strict=True)]

    def _own(self, hat: Hat, keys: dict[str, UUID]) -> dict[Any, Any]:
        """What to put in the place of each key that nobody has; as text, which costs less to send a hundred
        times."""
        of_things = {NOBODYS[name]: opened.opened(name) for name in opened.NAMES}
        of_hat = {NOBODYS[name]: getattr(hat, name) for name in OF_HAT}
        own = of_things | of_hat | {asked(name): keys[name] for name in self.asks}
        return {name: str(key) if key else None for name, key in own.items()}

    def compose(self, kind: Hat) -> tuple[str, tuple[Any, ...]]:
        """Nothing, where such a hat sees nothing of any of it."""
        things = opened.now_open()
        try:
            opened.remember({name: NOBODYS[name] for name in opened.NAMES})
            legs = [self._leg(kind, number, part) for number, part in enumerate(self.parts)]
            statement, parameters = legs[0].union(*legs[1:], all=True).query.sql_with_params()
            self._refuse_own_keys(parameters)
            return statement, tuple(parameters)
        except EmptyResultSet:
            return "", ()
        finally:
            opened.remember(things)

    def _refuse_own_keys(self, parameters: Iterable[Any]) -> None:
        """SAFETY: a statement that is kept for the next colleague holds no key of this one, and nothing of
        what this one had open: it would show it to them."""
        puts_in = {*NOBODYS.values(), *map(asked, self.asks)}
        own = [value for value in parameters if isinstance(value, UUID) and value not in puts_in]
        if own:
            raise TypeError(f"A part holds {len(own)} keys that no one puts in; asked for are {self.asks}.")

    def _leg(self, kind: Hat, number: int, part: Part) -> Any:
        of_thing = part.model._default_manager.filter(part.holds)
        along = {
            key: JSONObject(**{each.column: f"{key}__{each.attname}" for each in part.columns(key)})
            for key in part.along
        }
        seen = rows.scope(kind, of_thing).order_by()
        leg = seen.annotate(part=models.Value(number), whole=_Whole(part.model), along=JSONObject(**along))
        return leg.values_list("part", "whole", "along")


def kind_of(hat: Hat) -> Hat:
    """What it has in common with those of colleagues elsewhere in the same role."""
    worker, membership, agency = (NOBODYS[name] for name in OF_HAT)
    return replace(hat, worker_id=worker, membership_id=membership, agency_id=agency)


@cache
def _composed(beside: Beside, kind: Hat, scope: object) -> tuple[str, tuple[Any, ...]]:
    """`scope` because what was composed with one is not for another."""
    return beside.compose(kind)


class _Whole(models.Expression):
    """All the columns of a row as one value, so that rows of several tables can stand below each other."""

    output_field = models.JSONField()

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__()
        self.table = model._meta.db_table

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"to_jsonb({connection.ops.quote_name(self.table)})", []


def _in_order(model: type[models.Model], found: list[Any]) -> list[Any]:
    for name in reversed(model._meta.ordering or ()):
        found.sort(key=attrgetter(str(name).removeprefix("-")), reverse=str(name).startswith("-"))
    return found


def _read(text: str) -> dict[str, Any]:
    """Django leaves the reading of JSON to its fields, and here is none."""
    return dict(json.loads(text))


def _row(part: Part, values: dict[str, Any], along: dict[str, dict[str, Any]]) -> models.Model:
    row = _made(part.model, part.model._meta.concrete_fields, values)
    for key, beside in along.items():
        of: Any = part.model._meta.get_field(key).related_model
        setattr(row, key, _made(of, part.columns(key), beside) if beside["id"] else None)
    return row


def _made(model: type[models.Model], fields: Iterable[Any], values: dict[str, Any]) -> models.Model:
    columns = {each.attname: each.to_python(values[each.column]) for each in fields}
    return model.from_db("default", list(columns), list(columns.values()))
