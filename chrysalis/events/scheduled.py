"""What falls due: a row with a moment, never a sleeping task.

    later("notices.climb", due_at=…, notice_id=notice.pk)

    @due("notices.climb", owner=…)
    def climb(*, notice_id: UUID, at: dt.datetime) -> None: ...

The row is written in the transaction of its cause. A worker that was away for a day finds it afterwards,
and does it once: there are no ticks to catch up with. The moment is a point in time, so that neither
change of the clocks moves it. `by` is the hat that asks; none where the service itself does. What falls
due runs as the courier, and is given keys, moments and closed words alone, as an event is.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.events.announcing import ring_after_commit
from chrysalis.events.event import shapes_of, write
from chrysalis.events.hearing import Act, Owner, side_of
from chrysalis.events.models import Errand
from chrysalis.registry import Registry


@dataclass(frozen=True)
class Due:
    slug: str
    act: Act
    owner: Owner
    shapes: dict[str, type]

    @property
    def side(self) -> Side:
        return side_of(self.act)


DUES: Registry[Due] = Registry("thing that falls due", key=lambda due: due.slug)


def _nobody(facts: dict[str, Any]) -> None:
    return None


def due(name: str, *, owner: Owner = _nobody) -> Callable[[Act], Act]:
    """Declare what to do when it falls due. `owner` is given the facts and names the agency whose people
    mend what fails; where it names none, `doctor` does."""

    def keep(act: Act) -> Act:
        DUES.add(Due(name, act, owner, shapes_of(act, without=("at", "return"))))
        return act

    return keep


def later(name: str, *, due_at: dt.datetime, by: Hat | None = None, **facts: Any) -> None:
    """Have it done at that moment, or as soon after as there is a worker. Raises registry.Unknown."""
    known = DUES[name]
    if facts.keys() != known.shapes.keys():
        raise TypeError(f"{name} is given {sorted(facts)} and takes {sorted(known.shapes)}.")
    Errand.objects.create(
        handler=name,
        facts=write(facts),
        agency_id=by.agency_id if by else None,
        made_at=due_at,
        due_at=due_at,
    )
    ring_after_commit()
