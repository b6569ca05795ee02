from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from chrysalis.bench.browsing import quiet
from chrysalis.bench.duel import BENCHES
from chrysalis.bench.people import NobodyThere, find_crowd, size_of_database
from chrysalis.bench.report import table
from chrysalis.bench.rounds import Result, measure
from chrysalis.registry import Unknown


class Command(BaseCommand):
    help = (
        "Measure the walls against the same work without them, side by side; fail where they cost too much."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = ", ".join(bench.slug for bench in BENCHES)
        parser.add_argument("names", nargs="*", help=f"which (all): {names}")
        parser.add_argument("--rounds", type=int, default=30, help="how often each takes its turn (30)")

    def handle(self, *, names: list[str], rounds: int, **options: Any) -> None:
        try:
            chosen = [BENCHES[name] for name in names] or list(BENCHES)
            crowd = find_crowd()
        except (Unknown, NobodyThere) as reason:
            raise CommandError(str(reason)) from None
        except ProgrammingError:  # no tables yet
            raise CommandError(str(NobodyThere())) from None
        self.stdout.write(f"At {crowd.cases:,} cases, in {size_of_database()}; {rounds} rounds.")
        missed = []
        for bench in chosen:
            with quiet():
                results = [measure(duel, rounds=rounds) for duel in bench.duels(crowd)]
            self.stdout.write(f"\n{bench.slug}: {bench.what}\n{table(results)}")
            missed += [result for result in results if result.is_missed]
        self._judge(missed)

    def _judge(self, missed: list[Result]) -> None:
        if missed:
            raise CommandError("Past their targets: " + "; ".join(result.duel.name for result in missed))
        self.stdout.write("\nNothing is past its target.")
