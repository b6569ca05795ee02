from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chrysalis.access.barriers import Side
from chrysalis.audit.chain import SIDES
from chrysalis.audit.verification import verify


class Command(BaseCommand):
    help = "Walk the seals of the log; name the first row that was changed, taken out or put in, and fail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--side", choices=[str(side) for side in SIDES], help="one side only")

    def handle(self, *, side: str | None, **options: Any) -> None:
        verdicts = {each: verify(each) for each in ([Side(side)] if side else SIDES)}
        for each, verdict in verdicts.items():
            self.stdout.write(f"{each}: {verdict.seals} seals hold, over {verdict.entries} entries")
        faults = [verdict.fault for verdict in verdicts.values() if verdict.fault]
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            raise SystemExit(1)
