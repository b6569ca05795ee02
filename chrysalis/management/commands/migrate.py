"""Migrations run as the role that owns the tables, and the wall is taken down before and built after."""

from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from chrysalis.doctor import roles
from chrysalis.management import wall


OWNER, APP = "owner", "default"


class Command(migrate.Command):
    help = "Bring the database up to date as its owner, and build the wall from the declarations."

    def handle(self, *arguments: Any, **options: Any) -> None:
        _require_two_roles()
        if options["plan"] or options["check_unapplied"]:
            super().handle(*arguments, **(options | {"database": OWNER}))
            return
        _require_whole_history()
        wall.open_for_migrations()
        super().handle(*arguments, **(options | {"database": OWNER}))
        wall.build()


def _require_two_roles() -> None:
    """SAFETY: as one role, or as a superuser, the walls between the two services are silently not there."""
    if OWNER not in connections:
        raise CommandError("DATABASE_OWNER_URL is not set. Migrations run as the role that owns the tables.")
    found = [*roles.same_role(), *roles.powers(OWNER), *roles.powers(APP)]
    if found:
        raise CommandError(f"{found[0].what} {found[0].do}")


def _require_whole_history() -> None:
    """What a first migration stands for has been run whole or not at all. Between, Django would look for
    migrations that are gone, and say nothing that helps."""
    ran = set(MigrationRecorder(connections[OWNER]).applied_migrations())
    there = MigrationLoader(None).disk_migrations
    for migration in there.values():
        gone = set(migration.replaces) - there.keys()
        missing = gone - ran
        if missing and missing != gone:
            raise CommandError(
                f"This database is too old: {min(missing)[1]} of {migration.app_label} never ran. Bring it "
                "up to date with an earlier version of Chrysalis, which still has that, and then come back."
            )
