from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from chrysalis.bench.handing import JOBS, Handing, NotHanded, percentile, slowed
from chrysalis.bench.people import NobodyThere, find_crowd


class Command(BaseCommand):
    help = "Measure how quick the worker of a running demonstration is, and pages while it works."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slips", type=int, default=100, help="how many are told, one by one (100)")
        parser.add_argument("--rounds", type=int, default=10, help="how often pages take their turn (10)")

    def handle(self, *, slips: int, rounds: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only for the demonstration: what is measured with stays in the database.")
        try:
            handing = Handing(find_crowd())
            self._measure(handing, slips, rounds)
        except ProgrammingError:
            raise CommandError(str(NobodyThere())) from None
        except (NobodyThere, NotHanded) as reason:
            raise CommandError(str(reason)) from None

    def _measure(self, handing: Handing, slips: int, rounds: int) -> None:
        handing.wait()
        told = handing.latencies(slips)
        self._say("from commit to notice", f"p50 {_ms(told, 50)}, p95 {_ms(told, 95)}, of {len(told)}")
        self._say("rows of the outbox", f"{handing.rows_a_second(10 * JOBS):.0f} a second")
        handing.visit(rounds)
        busy, idle = ([*chain.from_iterable(rounds)] for rounds in (handing.busy, handing.idle))
        ratio, low, high = slowed(handing)
        pages = f"p95 {_ms(busy, 95)} while {JOBS} jobs run, {_ms(idle, 95)} while none do"
        self._say("caseload as a page", f"{pages}: {ratio:.2f} times, 95 in 100 {low:.2f}-{high:.2f}")

    def _say(self, name: str, found: str) -> None:
        self.stdout.write(f"{name}: {found}")


def _ms(values: list[float], of: int) -> str:
    return f"{percentile(values, of) * 1000:.0f} ms"
