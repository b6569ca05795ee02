"""What follows from a declared connection in the apps above, in the transaction that declares or ends it.

    FOLLOWING.add(Following("other-names", follow))

An app that knows people under several names shuts the worker out of each of them.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chrysalis.registry import Registry


@dataclass(frozen=True)
class Following:
    slug: str
    follow: Callable[[UUID, dt.date], None]  # the key of the connection, and today


FOLLOWING: Registry[Following] = Registry("consequence of a connection", key=lambda each: each.slug)


def follow(conflict_id: UUID, *, on: dt.date) -> None:
    for each in FOLLOWING:
        each.follow(conflict_id, on)
