import json
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandParser

from chrysalis.doctor import examination
from chrysalis.doctor.finding import Finding


class Command(BaseCommand):
    help = "Name each thing that is wrong with this installation, and what to do about it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a monitoring system to read")

    def handle(self, *arguments: Any, **options: Any) -> None:
        examined = examination.examine()
        self.stdout.write(_as_json(examined) if options["json"] else _as_text(examined))
        if any(examined.values()):
            raise SystemExit(1)


def _as_json(examined: dict[str, list[Finding]]) -> str:
    return json.dumps({name: [asdict(one) for one in found] for name, found in examined.items()}, indent=2)


def _as_text(examined: dict[str, list[Finding]]) -> str:
    return "\n".join(line for name, found in examined.items() for line in _lines(name, found))


def _lines(name: str, found: list[Finding]) -> list[str]:
    if not found:
        return [f"{name}: well"]
    return [f"{name}: {one.what}\n    {one.do}" for one in found]
