"""Building the wall in the database, and reading what is in force there. As the owner of the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from chrysalis.access import triggers, walls
from chrysalis.access.database import database_role
from chrysalis.access.personas import APP, OWNER, personas


Lines = list[str]


def open_for_migrations() -> None:
    """Take down all but the owner's policies. Row security stays on, so that in the gap nobody sees
    anything; without its own policies the owner would check new constraints against no rows."""
    with _as_owner() as cursor:
        for table, name in _found(cursor, "SELECT tablename, policyname FROM pg_policies"):
            if not name.startswith("owner_"):
                cursor.execute(f'DROP POLICY {name} ON "{table}"')


def build() -> None:
    """Everything the declarations say, and nothing else."""
    with _as_owner() as cursor:
        for statement in _statements(cursor):
            cursor.execute(statement)


def in_force() -> Lines:
    """What the database holds: a line a policy, grant, function and table."""
    with _as_owner() as cursor:
        return _read(cursor)


def declared() -> Lines:
    """What it would hold if it were built now: built, read, and taken back."""
    with _as_owner() as cursor:
        for statement in _statements(cursor):
            cursor.execute(statement)
        found = _read(cursor)
        transaction.set_rollback(True, using=OWNER)
        return found


@contextmanager
def _as_owner() -> Iterator[Any]:
    """A cursor in one transaction of the owner's."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        yield cursor


def _statements(cursor: Any) -> Iterator[str]:
    for table, name in _found(cursor, "SELECT tablename, policyname FROM pg_policies"):
        yield f'DROP POLICY {name} ON "{table}"'
    for table, name in _found(cursor, _OUR_TRIGGERS):
        yield f'DROP TRIGGER {name} ON "{table}"'
    for (function,) in _found(cursor, _OUR_FUNCTIONS):
        yield f"DROP FUNCTION {function}"
    yield from walls.functions()
    yield from triggers.triggers(walls.our_models())
    for model in walls.our_models():
        yield f'ALTER TABLE "{model._meta.db_table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
    for role in [APP, *personas()]:
        yield f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{database_role(role)}"'
        yield f'GRANT USAGE ON SCHEMA public TO "{database_role(role)}"'
    yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{database_role(APP)}"'
    yield from (policy.sql() for policy in walls.policies())
    yield from (f'GRANT {verbs} ON "{table}" TO "{role}"' for verbs, table, role in walls.grants())


_OUR_FUNCTIONS = """
    SELECT pg_proc.oid::regprocedure::text FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
    WHERE pronamespace = 'public'::regnamespace AND lanname <> 'c'"""
_OUR_TRIGGERS = f"""
    SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname IN {triggers.ALL}"""  # noqa: S608 - constants
_QUESTIONS = {
    "policy": """
        SELECT tablename, policyname, cmd, roles::text, coalesce(qual, '-'), coalesce(with_check, '-')
        FROM pg_policies WHERE schemaname = 'public'""",
    "table": """
        SELECT relname, CASE WHEN relrowsecurity AND relforcerowsecurity THEN 'forced' ELSE 'open' END
        FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace""",
    "grant": """
        SELECT relname, grantee::regrole::text, string_agg(privilege_type, ',' ORDER BY privilege_type)
        FROM pg_class, aclexplode(relacl) WHERE relkind IN ('r', 'p', 'v', 'm') AND grantee <> relowner
        AND relnamespace = 'public'::regnamespace GROUP BY relname, grantee""",
    "column grant": """
        SELECT relname, attname, grantee::regrole::text,
               string_agg(privilege_type, ',' ORDER BY privilege_type)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl)
        WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace
        GROUP BY relname, attname, grantee""",
    "trigger": """
        SELECT relname, tgname, CASE tgenabled WHEN 'D' THEN 'off' ELSE 'on' END,
               pg_get_triggerdef(pg_trigger.oid)
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace""",
    "function": """
        SELECT proname, CASE WHEN prosecdef THEN 'definer' ELSE 'invoker' END,
               coalesce(proacl::text, 'everyone'), pg_get_functiondef(pg_proc.oid)
        FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
        WHERE pronamespace = 'public'::regnamespace AND lanname <> 'c'""",
}


def _read(cursor: Any) -> Lines:
    return sorted(
        " · ".join([kind, *(str(word) for word in row)])
        for kind, question in _QUESTIONS.items()
        for row in _found(cursor, question)
    )


def _found(cursor: Any, question: str) -> list[tuple[str, ...]]:
    cursor.execute(question)
    return list(cursor.fetchall())
