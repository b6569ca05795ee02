from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chrysalis.management.catalogue import LANGUAGES, missing, written


class Command(BaseCommand):
    help = "Collect the words of the public pages and compile their translations; with --check, only say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        for language in LANGUAGES:
            for path, wanted in written(language).items():
                if path.exists() and path.read_bytes() == wanted:
                    continue
                if check:
                    raise CommandError(f"{path.name} of {language} is stale. Run: python3 manage.py words")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(wanted)
            for text in missing(language):
                self.stdout.write(f"{language} has no word for: {text}")
