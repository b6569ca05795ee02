"""How quick what happens after a request is, in a service that runs: its own worker, broker and database.

These are no duels: a ratio would need another worker to be held against. Pages have a yardstick: the same
page while nothing waits, in turn with it.

SAFETY: for the demonstration alone. What is measured is what is told of somebody harmed, and it stays.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from statistics import quantiles

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.context import acting_as, as_system
from chrysalis.agencies.queries import schemes_served
from chrysalis.bench.absences import Absence
from chrysalis.bench.browsing import Visitor
from chrysalis.bench.documents import ask_for
from chrysalis.bench.people import Crowd
from chrysalis.bench.rounds import DRAWS
from chrysalis.events.measuring import delays
from chrysalis.events.models import Announcement, Errand
from chrysalis.reports.models import ReportRun, State
from partners.actions import dropping


JOBS, VISITS, PATIENCE = 100, 40, 600.0


class NotHanded(Exception):
    """What was announced is not done. The text is shown to whoever asked."""

    def __init__(self) -> None:
        super().__init__(f"Not everything was done within {PATIENCE:.0f} seconds. Does a worker run?")


@dataclass
class Visited:
    """How long each page took, round by round: while jobs ran, and while none did."""

    busy: list[list[float]] = field(default_factory=list)
    idle: list[list[float]] = field(default_factory=list)


@dataclass
class Handing:
    """`look` is called while it waits: nothing where a worker runs, and its round where none does."""

    crowd: Crowd
    look: Callable[[], object] = lambda: time.sleep(0.02)
    jobs: int = JOBS  # given at once
    visits: int = VISITS  # pages a round

    def latencies(self, many: int) -> list[float]:
        """Seconds from each slip to its notice, one slip after another, the shortest first."""
        return self._one_by_one(many, lambda: self.seal(1))

    def missed(self, many: int, absence: Absence) -> list[float]:
        """The same from each register that says missed, or there after all, to the link worker's notice."""
        return self._one_by_one(many, absence.say)

    def rows_a_second(self, many: int) -> float:
        """What is announced at once, until the last of it is done."""
        return self._a_second(many, self.seal)

    def documents_a_second(self, many: int) -> float:
        """From the asking of so many at once until the last is made, and what is told of it."""
        return self._a_second(many, self.ask)

    def visit(self, rounds: int, give: Callable[[int], None]) -> Visited:
        """Pages while nothing waits, and while jobs run, in turn. The worker is given more as it ends."""
        visitor, caseload = Visitor(self.crowd.providers["largest"]), reverse("referrals:cases")
        found = Visited()
        with visitor.at_work():
            visitor.get(caseload)
            for _ in range(rounds):
                self.wait()
                found.idle.append([_timed(visitor, caseload) for _ in range(self.visits)])
                give(self.jobs)
                found.busy.append([self._at_work(visitor, caseload, give) for _ in range(self.visits)])
        self.wait()
        return found

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while not _is_drained():
            if time.monotonic() > end:
                raise NotHanded
            self.look()

    def seal(self, many: int) -> None:
        """So many slips, told at once by a custody desk."""
        hat = self.crowd.desk.hat
        scheme, at = schemes_served(hat.agency_id)[0], timezone.now()
        with transaction.atomic(), acting_as(hat):
            for _ in range(many):
                dropping.seal({"name": "Bench Alder"}, scheme=scheme, by=hat, at=at)

    def ask(self, many: int) -> None:
        """So many documents, half of them summaries of cases and half registers on paper."""
        ask_for(many, by=self.crowd.group_worker.hat)

    def _one_by_one(self, many: int, act: Callable[[], None]) -> list[float]:
        self.wait()
        since = timezone.now()
        for _ in range(many):
            act()
            self.wait()
        return delays(since=since)

    def _a_second(self, many: int, give: Callable[[int], None]) -> float:
        self.wait()
        give(many)
        began = time.perf_counter()
        self.wait()
        return many / (time.perf_counter() - began)

    def _at_work(self, visitor: Visitor, address: str, give: Callable[[int], None]) -> float:
        if _is_drained():
            give(self.jobs)
        return _timed(visitor, address)


def percentile(values: list[float], of: int) -> float:
    return quantiles(values, n=100, method="inclusive")[of - 1]


def slowed(visited: Visited, of: int = 95) -> tuple[float, float, float]:
    """The ratio of pages while jobs run to pages while none do, and its 95 in 100."""
    rounds = list(zip(visited.busy, visited.idle, strict=True))
    random = Random(1)  # noqa: S311 - the same rounds give the same interval
    drawn = sorted(_ratio(random.choices(rounds, k=len(rounds)), of) for _ in range(DRAWS))
    return _ratio(rounds, of), drawn[round(DRAWS * 0.025)], drawn[round(DRAWS * 0.975) - 1]


def _ratio(rounds: list[tuple[list[float], list[float]]], of: int) -> float:
    busy, idle = ([each for side in sides for each in side] for sides in zip(*rounds, strict=True))
    return percentile(busy, of) / percentile(idle, of)


def _timed(visitor: Visitor, address: str) -> float:
    began = time.perf_counter()
    visitor.get(address)
    return time.perf_counter() - began


def _is_drained() -> bool:
    """Asked in the order in which one becomes the other, so that nothing slips by between two questions."""
    stages = (
        ReportRun.objects.filter(state__in=(State.WAITING, State.MAKING)),
        Announcement.objects.filter(fanned_out_at=None),
        Errand.objects.filter(state=Errand.State.WAITING, announcement__isnull=False),
    )
    with as_system("courier"):
        return not any(stage.exists() for stage in stages)
