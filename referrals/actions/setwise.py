"""Many rows in one statement: a list for each column, and one INSERT that takes them apart.

Django writes a thousand rows as a thousand lists of values, which the database has to parse one by one. Here
each column goes over as one array. Row security checks every row, as always.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


AT_ONCE = 2_000  # rows, so that no statement grows beyond a few megabytes
Prepare = Callable[[Any], Any]


def insert(model: type[models.Model], things: Iterable[models.Model]) -> None:
    """Write all of them, in the order given, and read nothing back."""
    every = list(things)
    for start in range(0, len(every), AT_ONCE):
        _insert(model, every[start : start + AT_ONCE])


def update(model: type[models.Model], things: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of all of them, each row by its key."""
    every = list(things)
    for start in range(0, len(every), AT_ONCE):
        _update(model, every[start : start + AT_ONCE], names)


def _update(model: type[models.Model], things: Sequence[models.Model], names: Sequence[str]) -> None:
    by_name: dict[str, models.Field] = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    taken = [by_name["id"], *fields]
    set_to = ", ".join(
        f'"{field.column}" = row_{place}::{field.db_type(connection)}'
        for place, field in enumerate(fields, start=1)
    )
    lists = ", ".join(f"%s::{_sent_as(field)}[]" for field in taken)
    called = ", ".join(f"row_{place}" for place in range(len(taken)))
    statement = (
        f'UPDATE "{model._meta.db_table}" SET {set_to} '  # noqa: S608 - names of our own
        f"FROM unnest({lists}) AS rows ({called}) WHERE id = row_0"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [[_preparing(field)(getattr(thing, field.attname)) for thing in things] for field in taken],
        )


def _insert(model: type[models.Model], things: Sequence[models.Model]) -> None:
    statement, columns = _statement(model)
    lists = [[prepare(getattr(thing, name)) for thing in things] for name, prepare in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement, lists)


@cache
def _statement(model: type[models.Model]) -> tuple[str, list[tuple[str, Prepare]]]:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    taken = ", ".join(f"row_{place}::{field.db_type(connection)}" for place, field in enumerate(fields))
    lists = ", ".join(f"%s::{_sent_as(field)}[]" for field in fields)
    called = ", ".join(f"row_{place}" for place in range(len(fields)))
    statement = (
        f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {taken} '  # noqa: S608 - names of our own
        f"FROM unnest({lists}) AS rows ({called})"
    )
    return statement, [(field.attname, _preparing(field)) for field in fields]


def _sent_as(field: models.Field) -> str:
    """An array of arrays would be one long array to the database: what is itself one goes over as text."""
    return "text" if _is_folded(field) else str(field.db_type(connection))


def _is_folded(field: models.Field) -> bool:
    return isinstance(field, (ArrayField, models.JSONField))


def _preparing(field: models.Field) -> Prepare:
    if isinstance(field, ArrayField):
        return _folded
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, (models.CharField, models.TextField, models.BooleanField)):
        return _as_it_is
    return lambda value: field.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value  # a word of a closed list is a string of its own


def _folded(values: Iterable[str]) -> str:
    """A list of words as the database writes one."""
    quoted = (f'"{_escaped(value)}"' for value in values)
    return f"{{{','.join(quoted)}}}"


def _escaped(value: str) -> str:
    return str(value).replace("\\", "\\\\").replace('"', '\\"')
