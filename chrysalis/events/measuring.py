"""How quick the courier is, for the benchmark: read from rows that are there anyway."""

import datetime as dt
import time
from collections.abc import Callable

from chrysalis.access.context import as_system
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Errand


def delays(*, since: dt.datetime) -> list[float]:
    """Seconds from each thing that happened to each handler being done with it, the shortest first."""
    with as_system("courier"):
        done = Errand.objects.filter(
            state=Errand.State.DONE, announcement__isnull=False, announcement__announced_at__gte=since
        )
        moments = done.values_list("announcement__announced_at", "ended_at")
        return sorted((ended - announced).total_seconds() for announced, ended in moments if ended)


def errands_a_second(put_in: Callable[[], None]) -> float:
    """How fast this process alone does what `put_in` announces and commits. Nobody else may be at work."""
    put_in()
    began = time.perf_counter()
    tries = carry()
    return tries / (time.perf_counter() - began)
