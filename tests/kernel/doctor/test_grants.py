"""What the service's own database role may do, asked of the database itself."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from chrysalis.doctor import roles
from chrysalis.doctor.finding import Finding
from tests import eye


pytestmark = pytest.mark.django_db(databases=["default", "owner"])

_LOG = [model._meta.db_table for model in apps.get_app_config("audit").get_models()]


def _refused(statement: str) -> bool:
    with (
        eye.closed(),
        pytest.raises(ProgrammingError) as reason,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return "permission denied" in str(reason.value) or "must be owner" in str(reason.value)


@pytest.mark.parametrize("table", _LOG)
def test_the_log_cannot_be_changed_or_emptied(table: str) -> None:
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"):
        assert _refused(statement.format(connection.ops.quote_name(table)))


def test_the_service_can_make_change_or_drop_no_table() -> None:
    assert _refused("CREATE TABLE loose (number int)")
    assert _refused("ALTER TABLE agencies_agency ADD COLUMN loose int")
    assert _refused("DROP TABLE agencies_agency CASCADE")
    assert _refused("DELETE FROM django_migrations")


def test_the_service_owns_nothing() -> None:
    assert roles.owns_tables() == []


def test_migrations_refuse_a_role_that_is_above_the_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "powers", lambda alias: [Finding("The role x is a superuser.", "Change it.")])
    with pytest.raises(CommandError, match="is a superuser"):
        call_command("migrate")


def test_migrations_refuse_a_database_from_between() -> None:
    """One that stopped half-way through what a first migration stands for."""
    recorder = MigrationRecorder(connections["owner"])
    recorder.record_unapplied("referrals", "0012_word_each_refusal_in_a_row")
    with pytest.raises(CommandError, match="0012_word_each_refusal_in_a_row of referrals never ran"):
        call_command("migrate")
    recorder.record_applied("referrals", "0012_word_each_refusal_in_a_row")
    assert call_command("migrate", verbosity=0) is None
