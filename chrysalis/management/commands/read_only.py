from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chrysalis.standstill import switch


class Command(BaseCommand):
    help = "Let people read and save nothing, on this machine, until it is turned off. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "position", choices=["on", "off"], nargs="?", help="without it, says how it stands"
        )

    def handle(self, *, position: str | None, **options: Any) -> None:
        if position:
            switch.turn_on() if position == "on" else switch.turn_off()
        stands = "on: nothing can be saved" if switch.is_on() else "off"
        self.stdout.write(f"Read-only is {stands}.")
