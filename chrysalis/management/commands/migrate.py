"""Migrations run as the role that owns the tables; afterwards the service's role gets exactly its grants."""

from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections, transaction

from chrysalis.doctor import roles
from chrysalis.management import grants


OWNER, APP = "owner", "default"


class Command(migrate.Command):
    help = "Bring the database up to date as its owner, and give the service's role its grants."

    def handle(self, *arguments: Any, **options: Any) -> None:
        _require_two_roles()
        super().handle(*arguments, **(options | {"database": OWNER}))
        if not (options["plan"] or options["check_unapplied"]):
            _grant()


def _require_two_roles() -> None:
    """SAFETY: as one role, or as a superuser, the walls between the two services are silently not there."""
    if OWNER not in connections:
        raise CommandError("DATABASE_OWNER_URL is not set. Migrations run as the role that owns the tables.")
    found = [*roles.same_role(), *roles.powers(OWNER), *roles.powers(APP)]
    if found:
        raise CommandError(f"{found[0].what} {found[0].do}")


def _grant() -> None:
    app = connections[APP].settings_dict["USER"]
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        for statement in grants.statements(app):
            cursor.execute(statement)
