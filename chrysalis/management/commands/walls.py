from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chrysalis.access import walls
from chrysalis.management import wall


class Command(BaseCommand):
    help = "Print the wall that is in force in the database; fail when it is not the declared one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--roles", action="store_true", help="print what an administrator runs once")
        parser.add_argument("--for-tests", action="store_true", help="with what the tests need beside it")

    def handle(self, *, roles: bool, for_tests: bool, **options: Any) -> None:
        if roles:
            statements = walls.roles(for_tests=for_tests)
            self.stdout.write("".join(f"{statement};\n" for statement in statements))
            return
        found, declared = wall.in_force(), wall.declared()
        self.stdout.write("\n".join(found))
        missing, stray = sorted(set(declared) - set(found)), sorted(set(found) - set(declared))
        if missing or stray:
            lines = [f"missing: {line}" for line in missing] + [f"stray: {line}" for line in stray]
            raise CommandError("The wall differs from what is declared. Run migrate.\n" + "\n".join(lines))
