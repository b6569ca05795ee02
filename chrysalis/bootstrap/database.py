"""Roles and the database inside a server, ours or one given by URL.

The service signs in as `app`, which owns nothing; migrations run as `owner`. Neither may be a superuser or
bypass row security: the walls between the two services would silently not be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from psycopg2 import errors, sql

from chrysalis.access.personas import APP, personas
from chrysalis.bootstrap import trouble


OLDEST = 150000
_PLAIN = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"
_ATTRIBUTES = {"owner": f"{_PLAIN} CREATEDB", "app": f"{_PLAIN} NOCREATEDB NOINHERIT"}
_MARK = "A demonstration: everyone in it is invented."


def answers(url: str) -> bool:
    try:
        with _connected(url):
            return True
    except psycopg2.OperationalError:
        return False


def create(superuser_url: str, name: str, passwords: dict[str, str], *, for_tests: bool = False) -> None:
    """Make the roles and the database, or bring existing ones to what they should be."""
    with _connected(superuser_url) as cursor:
        for role, attributes in _ATTRIBUTES.items():
            _create_role(cursor, role_name(role), attributes, passwords[role])
        for persona in personas(for_tests=for_tests):
            _create_persona(cursor, role_name(persona))
        _create_database(cursor, name)


def drop(superuser_url: str, name: str) -> None:
    with _connected(superuser_url) as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def role_name(role: str) -> str:
    return f"chrysalis_{role}"


def require_usable(setting: str, url: str) -> None:
    """Whether a database given from outside answers and is new enough, or a plain sentence."""
    try:
        with _connected(url) as cursor:
            cursor.execute("SHOW server_version_num")
            number = int(cursor.fetchone()[0])
    except psycopg2.Error as error:
        raise trouble.database_refuses(setting, str(error)) from None
    if number < OLDEST:
        raise trouble.database_too_old(f"{number // 10000}")


def require_roles_of_the_tests(owner_url: str, app_url: str) -> None:
    """Whether a database given from outside lets the tests make their own, or a plain sentence."""
    with _connected(app_url) as cursor:
        cursor.execute("SELECT current_user")
        prefix = cursor.fetchone()[0].removesuffix(f"_{APP}")
    with _connected(owner_url) as cursor:
        cursor.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user")
        (makes_databases,) = cursor.fetchone()
        wanted = [f"{prefix}_{persona}" for persona in personas(for_tests=True)]
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [wanted])
        if not makes_databases or len(cursor.fetchall()) < len(wanted):
            raise trouble.no_roles_for_tests()


def is_fresh(owner_url: str) -> bool:
    """Refuses a database that holds a real service; says whether there is nothing in it yet.

    SAFETY: in the demonstration anyone signs in as anyone. Started on the database of a real service, it
    would open real people's cases to whoever reaches the page.
    """
    with _connected(owner_url) as cursor:
        if not _has_migrations(cursor):
            return True
        cursor.execute("SELECT obj_description('django_migrations'::regclass)")
        if cursor.fetchone()[0] != _MARK:
            raise trouble.not_a_demonstration()
        return False


def mark_as_demonstration(owner_url: str) -> None:
    with _connected(owner_url) as cursor:
        if _has_migrations(cursor):
            cursor.execute("COMMENT ON TABLE django_migrations IS %s", [_MARK])


def _has_migrations(cursor: Any) -> bool:
    cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
    return bool(cursor.fetchone()[0])


def _create_role(cursor: Any, name: str, attributes: str, password: str) -> None:
    role = sql.Identifier(name)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if not cursor.fetchone():
        cursor.execute(sql.SQL("CREATE ROLE {}").format(role))
    cursor.execute(sql.SQL("ALTER ROLE {} {} PASSWORD %s").format(role, sql.SQL(attributes)), [password])


def _create_persona(cursor: Any, name: str) -> None:
    """A role that cannot sign in, and that the service becomes for the length of a transaction."""
    persona, app = sql.Identifier(name), sql.Identifier(role_name("app"))
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if not cursor.fetchone():
        cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(persona))
    cursor.execute(sql.SQL("GRANT {} TO {}").format(persona, app))


def _create_database(cursor: Any, name: str) -> None:
    database, owner = sql.Identifier(name), sql.Identifier(role_name("owner"))
    try:
        cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    except errors.DuplicateDatabase:
        return
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    app = sql.Identifier(role_name("app"))
    cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))


@contextmanager
def _connected(url: str) -> Iterator[Any]:
    connection = psycopg2.connect(url, connect_timeout=5)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    except errors.DiskFull:
        raise trouble.disk_full() from None
    finally:
        connection.close()
