from argparse import ArgumentParser
from collections.abc import Callable
from importlib import import_module
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from chrysalis.bench.absences import NobodyLinked, find_absence
from chrysalis.bench.browsing import quiet
from chrysalis.bench.handing import JOBS, Handing, NotHanded, percentile, slowed
from chrysalis.bench.people import NobodyThere, find_crowd


class Command(BaseCommand):
    help = "Measure how quick the worker of a running demonstration is, and pages while it works."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--slips", type=int, default=100, help="how many are told, one by one (100)")
        parser.add_argument("--missed", type=int, default=100, help="how many sessions are missed (100)")
        parser.add_argument("--jobs", type=int, default=JOBS, help=f"how many are given at once ({JOBS})")
        parser.add_argument("--rounds", type=int, default=10, help="how often pages take their turn (10)")
        parser.add_argument(
            "--document-rounds", type=int, default=5, help="the same beside documents, which take longer (5)"
        )

    def handle(
        self, *, slips: int, missed: int, jobs: int, rounds: int, document_rounds: int, **options: Any
    ) -> None:
        if not settings.DEMO:
            raise CommandError("Only for the demonstration: what is measured with stays in the database.")
        import_module("chrysalis.celery")  # else nobody hears the bell, and the sweep is what is measured
        try:
            handing = Handing(find_crowd(), jobs=jobs)
            handing.wait()
            self._tell(handing, slips, missed)
            self._visit("slips are told", handing, rounds, handing.seal)
            self._visit("documents are made", handing, document_rounds, handing.ask)
        except ProgrammingError:
            raise CommandError(str(NobodyThere())) from None
        except (NobodyThere, NobodyLinked, NotHanded) as reason:
            raise CommandError(str(reason)) from None

    def _tell(self, handing: Handing, slips: int, missed: int) -> None:
        if slips:
            self._say("from a slip to its notice", _spread(handing.latencies(slips)))
        if missed:
            absence = find_absence(handing.crowd.facilitator)
            self._say("from a missed session to its notice", _spread(handing.missed(missed, absence)))
        self._say("rows of the outbox", f"{handing.rows_a_second(10 * handing.jobs):.0f} a second")
        self._say("documents", f"{handing.documents_a_second(handing.jobs):.2f} a second")

    def _visit(self, what: str, handing: Handing, rounds: int, give: Callable[[int], None]) -> None:
        if not rounds:
            return
        with quiet():
            found = handing.visit(rounds, give)
        busy, idle = ([*chain.from_iterable(each)] for each in (found.busy, found.idle))
        ratio, low, high = slowed(found)
        pages = f"p95 {_ms(busy, 95)} while {handing.jobs} {what}, {_ms(idle, 95)} while nothing waits"
        self._say("caseload as a page", f"{pages}: {ratio:.2f} times, 95 in 100 {low:.2f}-{high:.2f}")

    def _say(self, name: str, found: str) -> None:
        self.stdout.write(f"{name}: {found}")


def _spread(seconds: list[float]) -> str:
    return f"p50 {_ms(seconds, 50)}, p95 {_ms(seconds, 95)}, of {len(seconds)}"


def _ms(values: list[float], of: int) -> str:
    return f"{percentile(values, of) * 1000:.0f} ms"
