"""How long the programmes last that the apps above run, for whoever decides on somebody with a deadline.

LENGTHS.add(Lengths("programmes", of=…))      in an app above
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.registry import Registry


@dataclass(frozen=True)
class Length:
    """A programme that would begin on a day, and about when it would then end; None where it goes on."""

    name: str
    ends_on: dt.date | None


@dataclass(frozen=True)
class Lengths:
    slug: str
    of: Callable[[Hat, UUID, dt.date], list[Length]]  # of a scheme, for somebody who begins on that day


LENGTHS: Registry[Lengths] = Registry("way to say how long a programme lasts", key=lambda each: each.slug)


def lengths(hat: Hat, scheme_id: UUID, *, begins_on: dt.date) -> list[Length]:
    return [found for each in LENGTHS for found in each.of(hat, scheme_id, begins_on)]
