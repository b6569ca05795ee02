"""What lets people in is read by the service's own role alone. Under any hat a name is a name."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from chrysalis.access.context import acting_as, as_system
from chrysalis.access.database import database_role
from chrysalis.access.personas import APP, STRANGERS, SYSTEM, personas
from chrysalis.access.walls import JOINED_TO_GRANTS, OURS
from chrysalis.agencies.models import Worker
from chrysalis.agencies.queries import make_hat
from chrysalis.signin.models import Invitation, PasswordRequest, SingleSignOn
from tests import eye


SECRET = ("password", "last_login", "email", "joined_at")
LIBRARIES = [
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if not model.__module__.startswith(OURS) and model._meta.db_table not in JOINED_TO_GRANTS
]
OURS_ALONE = [model._meta.db_table for model in (Invitation, PasswordRequest, SingleSignOn)]
OF_SIGN_IN = [*LIBRARIES, *OURS_ALONE]


def reads(persona: str, statement: str) -> list[tuple]:
    with eye.closed(), as_system(persona), connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.mark.parametrize("persona", personas())
@pytest.mark.parametrize("column", [*SECRET, "*"])
def test_no_persona_reads_what_lets_people_in(world, persona, column):
    if persona not in (*SYSTEM, *STRANGERS):  # those see no workers at all
        assert reads(persona, "SELECT full_name FROM agencies_worker")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        reads(persona, f"SELECT {column} FROM agencies_worker")  # noqa: S608 - names of our own


@pytest.mark.parametrize("persona", personas())
def test_no_persona_reads_sessions_devices_or_invitations(world, persona):
    for table in OF_SIGN_IN:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            reads(persona, f'SELECT 1 FROM "{table}"')  # noqa: S608 - names of our own


def test_the_tables_of_sign_in_are_among_those_asked(world):
    named = ("account_emailaddress", "mfa_authenticator", "usersessions_usersession", "django_session")
    assert set(named) <= set(OF_SIGN_IN)


def test_the_service_itself_reads_them_to_let_people_in(world):
    with eye.closed(), connection.cursor() as cursor:
        for table in ("agencies_worker", *OF_SIGN_IN):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own
            assert cursor.fetchall() is not None
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (database_role(APP),)


def test_a_page_that_asks_for_more_than_a_name_fails_instead_of_telling(world):
    colleague = world.sergeant.worker.pk
    with acting_as(make_hat(world.caseworker.membership)):
        assert Worker.names.get(pk=colleague).full_name == "Sergeant"
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Worker.objects.get(pk=colleague)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            assert Worker.names.get(pk=colleague).password
