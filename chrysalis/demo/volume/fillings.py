"""How the rows of one table come out of those of the moment, a whole table in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from psycopg2 import sql


@dataclass(frozen=True)
class Filling:
    """`columns`: what stands in each, in SQL over `source`. A column that is not named gets what the model
    gives a new row, so that a model which learns something new is filled all the same."""

    model: type[models.Model]
    source: str
    columns: Mapping[str, str]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def insert(self, cursor: Any, parameters: Mapping[str, Any]) -> int:
        fields = self.model._meta.concrete_fields
        self._refuse_unknown({field.attname for field in fields})
        statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(
            sql.Identifier(self.table),
            sql.SQL(", ").join(sql.Identifier(field.column) for field in fields),
            sql.SQL(", ").join(self._value(field) for field in fields),
            sql.SQL(self.source),
        )
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)

    def _value(self, field: models.Field) -> sql.Composable:
        if field.attname in self.columns:
            return sql.SQL(self.columns[field.attname])
        return sql.Literal(field.get_default())

    def _refuse_unknown(self, known: set[str]) -> None:
        if unknown := set(self.columns) - known:
            raise LookupError(f"{self.model.__name__} has no {', '.join(sorted(unknown))}.")
