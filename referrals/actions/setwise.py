"""Many rows in one statement: a list for each column, and one INSERT that takes them apart.

Django writes a thousand rows as a thousand lists of values, which the database has to parse one by one. Here
each column goes over once: as a list in the database's own spelling, or as one value where all rows say the
same. Row security checks every row, as always.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


AT_ONCE = 4_000  # rows, so that no statement grows beyond a few megabytes
BETWEEN = "\x00"
SPECIAL = str.maketrans({"\\": "\\\\", '"': '\\"'})
Spell = Callable[[Any], str]


class Column:
    """One column, and how its values are spelt in a list of the database."""

    def __init__(self, field: models.Field) -> None:
        self.name, self.type = field.column, str(field.db_type(connection))
        self.field, self.value = field, attrgetter(field.attname)
        # A list of lists would be one long list to the database: what is itself one goes over as text.
        self.is_folded = isinstance(field, (ArrayField, models.JSONField))
        self.spell = _spelling(field)

    def sent(self, things: Sequence[models.Model]) -> tuple[str, Any]:
        """Where it stands in the statement, and with what: once, or row by row."""
        values = list(map(self.value, things))
        first = values[0]
        if all(value is first or value == first for value in values):
            return f"%s::{self.type}", _null_or(self.spell, first)
        sent_as = "text" if self.is_folded else self.type
        return f"unnest(%s::{sent_as}[])::{self.type}", self._listed(values)

    def _listed(self, values: Sequence[Any]) -> str:
        if self.spell in BARE:
            return f"{{{','.join(['NULL' if value is None else self.spell(value) for value in values])}}}"
        if None in values:
            spelt = ("NULL" if value is None else _quoted(self.spell(value)) for value in values)
            return f"{{{','.join(spelt)}}}"
        # All at once, parted by what no text of the database can hold: ten times as quick as one by one.
        whole = BETWEEN.join(map(self.spell, values)).replace("\\", "\\\\").replace('"', '\\"')
        return '{"' + whole.replace(BETWEEN, '","') + '"}'


def insert(model: type[models.Model], things: Iterable[models.Model]) -> None:
    """Write all of them, in the order given, and read nothing back."""
    columns = _columns(model)
    names = ", ".join(f'"{column.name}"' for column in columns)
    for some in _parts(things):
        places, values = zip(*(column.sent(some) for column in columns), strict=True)
        # Lists of one length are taken apart side by side; what all rows say stands beside them.
        into = f'"{model._meta.db_table}" ({names})'
        _execute(f"INSERT INTO {into} SELECT {', '.join(places)}", values)


def update(model: type[models.Model], things: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of all of them, each row by its key."""
    columns = [column for column in _columns(model) if column.field.name in ("id", *names)]
    set_to = ", ".join(f'"{each.name}" = given."{each.name}"' for each in columns if each.name != "id")
    for some in _parts(things):
        sent = [column.sent(some) for column in columns]
        places = ", ".join(
            f'{place} AS "{column.name}"' for (place, _), column in zip(sent, columns, strict=True)
        )
        statement = (
            f'UPDATE "{model._meta.db_table}" held SET {set_to} '  # noqa: S608 - names of our own
            f"FROM (SELECT {places}) given WHERE held.id = given.id"
        )
        _execute(statement, [value for _, value in sent])


def _execute(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _parts(things: Iterable[models.Model]) -> Iterable[list[models.Model]]:
    every = list(things)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


@cache
def _columns(model: type[models.Model]) -> list[Column]:
    return [Column(field) for field in model._meta.concrete_fields]


def _spelling(field: models.Field) -> Spell:
    plain = getattr(field, "target_field", field)
    if isinstance(plain, models.UUIDField):
        return _as_key
    if isinstance(plain, models.BooleanField):
        return _as_claim
    if isinstance(plain, ArrayField):
        return _as_list
    return json.dumps if isinstance(plain, models.JSONField) else str


def _as_key(value: Any) -> str:
    return str(value.hex)


def _as_claim(value: Any) -> str:
    return "t" if value else "f"


def _as_list(values: Iterable[str]) -> str:
    return f"{{{','.join(_quoted(str(value)) for value in values)}}}"


def _quoted(text: str) -> str:
    return f'"{text.translate(SPECIAL)}"'


BARE = (_as_key, _as_claim)  # which need no quotes


def _null_or(spell: Spell, value: Any) -> str | None:
    return None if value is None else spell(value)
