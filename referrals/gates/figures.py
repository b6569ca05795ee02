"""What else is counted of a quarter in the apps above, for a manager's figures and the return.

    COUNTED.add(Counted("attendance", …))      in an app above

SAFETY: a count is of the own service in one scheme, by the words of a closed list, and of no person or day.
Restricted cases are in it only where it is published, rounded beyond recognition.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from chrysalis.registry import Registry


class Count(Protocol):
    def __call__(
        self, scheme_id: UUID, since: dt.date, until: dt.date, *, with_restricted: bool
    ) -> Mapping[str, int]: ...


@dataclass(frozen=True)
class Counted:
    slug: str
    title: str
    first: str  # what the words are, at the head of their column
    words: Mapping[str, str]  # in the order in which they are read
    count: Count


COUNTED: Registry[Counted] = Registry("count of a quarter", key=lambda each: each.slug)
