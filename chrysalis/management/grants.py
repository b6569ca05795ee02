"""What the service's database role may do, table by table: all taken and given again at each migrate.

The role reads and writes; it owns nothing, so it can neither change a table nor switch a policy off.
"""

from collections.abc import Iterator

from django.apps import apps
from psycopg2 import sql


_EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
# SAFETY: who looked at whom can be added to and read, never changed, not even by a flaw in the service.
_ADD_ONLY = "SELECT, INSERT"
_ADD_ONLY_APPS = {"audit"}
_READ_ONLY_TABLES = ("django_migrations",)


def statements(role: str) -> Iterator[sql.Composed]:
    to = sql.Identifier(role)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(to)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(to)
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(to)
    for table, verbs in _grants():
        yield sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(verbs), sql.Identifier(table), to)


def _grants() -> Iterator[tuple[str, str]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            add_only = model._meta.app_label in _ADD_ONLY_APPS
            yield model._meta.db_table, _ADD_ONLY if add_only else _EVERYTHING
    for table in _READ_ONLY_TABLES:
        yield table, "SELECT"
