"""Many statements tried in one journey to the database, each taken back: what a wall lets, and what it does
not. The functions are the test database's alone, and run as whoever calls them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, models
from django.db.models.sql import InsertQuery, UpdateQuery


# A statement that a constraint refuses, the wall had let through. Nothing else may pass for the wall holding,
# not a mistake in a statement nor a missing function: whatever else goes wrong is raised.
FUNCTIONS = """
CREATE SCHEMA tried;
GRANT USAGE ON SCHEMA tried TO public;

CREATE FUNCTION tried.each(statements text[]) RETURNS TABLE (was_let boolean, keys text[])
LANGUAGE plpgsql AS $$
DECLARE
    statement text;
    changed bigint;
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        was_let := false;
        keys := NULL;
        BEGIN
            IF statement ~ '^(INSERT|UPDATE) ' THEN
                EXECUTE statement;
                GET DIAGNOSTICS changed = ROW_COUNT;
                was_let := changed > 0;
            ELSE
                EXECUTE statement INTO keys;
                was_let := true;
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'CH000';
        EXCEPTION
            WHEN SQLSTATE 'CH000' THEN NULL;
            WHEN insufficient_privilege THEN NULL;
            WHEN integrity_constraint_violation THEN was_let := true;
        END;
        RETURN NEXT;
    END LOOP;
END $$;

CREATE FUNCTION tried.kept(statements text[], wanted integer) RETURNS SETOF integer
LANGUAGE plpgsql AS $$
DECLARE
    place integer;
    many integer := 0;
BEGIN
    FOR place IN 1 .. cardinality(statements) LOOP
        EXIT WHEN many = wanted;
        BEGIN
            EXECUTE statements[place];
            many := many + 1;
            RETURN NEXT place - 1;
        EXCEPTION
            WHEN integrity_constraint_violation THEN NULL;
        END;
    END LOOP;
END $$;
"""


@dataclass(frozen=True)
class Outcome:
    was_let: bool
    keys: frozenset[str]  # those that were read or changed, of a statement that says them


def teach() -> None:
    """The functions, in the database that tests are copied from, by its owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(FUNCTIONS)


def each(statements: Iterable[str]) -> list[Outcome]:
    """What became of each; all of them taken back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT was_let, keys FROM tried.each(%s)", [list(statements)])
        return [Outcome(was_let, frozenset(keys or ())) for was_let, keys in cursor.fetchall()]


def kept(statements: Iterable[str], *, wanted: int) -> list[int]:
    """Which were let by the constraints, in order; no more are tried than are wanted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tried.kept(%s::text[], %s)", [list(statements), wanted])
        return [place for (place,) in cursor.fetchall()]


def reading(model: type[models.Model]) -> str:
    """All keys that can be read, without a condition."""
    return f'SELECT array_agg(id::text) FROM "{model._meta.db_table}"'  # noqa: S608 - no input


def changing(model: type[models.Model], column: str) -> str:
    """All rows changed in one statement without a condition: what comes back is what was let."""
    change = f'UPDATE "{model._meta.db_table}" SET "{column}" = "{column}" RETURNING id'  # noqa: S608 - no input
    return f"WITH changed AS ({change}) SELECT array_agg(id::text) FROM changed"  # noqa: S608 - no input


def finding(found: models.QuerySet[Any]) -> str:
    """The keys that a query finds."""
    try:
        sql, parameters = found.values_list("pk", flat=True).query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL::text[]"
    with _writing() as cursor:
        return f"SELECT array_agg(id::text) FROM ({_written(cursor, sql, parameters)}) AS found(id)"  # noqa: S608


def adding(rows: Iterable[models.Model]) -> Iterator[str]:
    with _writing() as cursor:
        for row in rows:
            query = InsertQuery(type(row))
            fields = [field for field in row._meta.concrete_fields if not field.generated]
            query.insert_values(fields, [row])
            ((sql, parameters),) = query.get_compiler("default").as_sql()
            yield _written(cursor, sql, parameters)


def moving(one: models.QuerySet[Any], **values: Any) -> str:
    query = one.query.chain(UpdateQuery)
    query.add_update_values(values)
    with _writing() as cursor:
        return _written(cursor, *query.get_compiler("default").as_sql())


@contextmanager
def _writing() -> Iterator[Any]:
    with connection.cursor() as cursor:
        yield cursor


def _written(cursor: Any, sql: str, parameters: Any) -> str:
    return str(cursor.mogrify(sql, parameters).decode())
