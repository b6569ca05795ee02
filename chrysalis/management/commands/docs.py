from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chrysalis.environment import PROJECT
from chrysalis.management.generated import DOCUMENTS


FOLDER: Path = PROJECT / "chrysalis" / "docs"


class Command(BaseCommand):
    help = "Write the generated pages of chrysalis/docs; with --check, only say whether they are fresh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        stale = [name for name, write in DOCUMENTS.items() if self._is_stale(name, write())]
        if check and stale:
            raise CommandError(f"Stale: {', '.join(stale)}. Run: python3 manage.py docs")
        for name in stale:
            (FOLDER / name).write_text(DOCUMENTS[name]())
            self.stdout.write(f"Wrote chrysalis/docs/{name}")

    def _is_stale(self, name: str, text: str) -> bool:
        path = FOLDER / name
        return not path.exists() or path.read_text() != text
