import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chrysalis.backups.age import KeyPair


class Command(BaseCommand):
    help = "Make a pair of keys for backups, on any machine but the server: the private one goes to FILE."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        made = KeyPair.make()
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise CommandError(f"{file} is there already. A key that is overwritten opens nothing.") from None
        with os.fdopen(handle, "w") as private:
            private.write(f"# opens backups shut for {made.public}\n{made.private}\n")
        self.stdout.write(f"CHRYSALIS_BACKUP_KEYS={made.public}")
