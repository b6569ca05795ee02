"""Whether the database answers, is new enough, and is up to date with the code."""

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.migrations.executor import MigrationExecutor

from chrysalis.doctor.finding import Finding


OLDEST = 15


def answers() -> list[Finding]:
    silent = [alias for alias in connections if not _answers(alias)]
    return [
        Finding(
            f"The database does not answer to {_setting(alias)}.",
            f"Check that PostgreSQL runs, and the user name and password in {_setting(alias)}.",
        )
        for alias in silent
    ]


def is_new_enough() -> list[Finding]:
    if not _answers(DEFAULT_DB_ALIAS):
        return []
    version = connection.pg_version // 10000  # type: ignore[attr-defined]
    if version >= OLDEST:
        return []
    return [Finding(f"The database is PostgreSQL {version}.", f"Use PostgreSQL {OLDEST} or newer.")]


def is_up_to_date() -> list[Finding]:
    if not _answers(DEFAULT_DB_ALIAS):
        return []
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return []
    first = waiting[0][0]
    return [Finding(f"Migrations wait to be run, {first} first.", "Run: python3 manage.py migrate")]


def _answers(alias: str) -> bool:
    try:
        connections[alias].ensure_connection()
    except Error:
        return False
    return True


def _setting(alias: str) -> str:
    return "DATABASE_URL" if alias == DEFAULT_DB_ALIAS else "DATABASE_OWNER_URL"
