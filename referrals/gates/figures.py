"""How a quarter is counted for a manager's figures and the return, here and in the apps above.

    COUNTED.add(Counted(COUNTS, PARTS))      in an app above

SAFETY: a count is of the own service in one scheme, by the words of closed lists, and of no person or day.
What is restricted is in it only where it is published, rounded beyond recognition.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import Definer
from chrysalis.registry import Registry


TAKES = "wanted uuid, since date, until date, with_restricted boolean"
GIVES = "TABLE (measure text, word text, number bigint)"
# The measure, its heading, what its words are, and the words in the order in which they are read.
Part = tuple[str, str, str, Mapping[str, str]]


@dataclass(frozen=True)
class Counted:
    definer: Definer  # which takes and gives the above
    parts: tuple[Part, ...]


COUNTED: Registry[Counted] = Registry("count of a quarter", key=lambda each: each.definer.name)


def count(
    definer: Definer, scheme_id: UUID, since: dt.date, until: dt.date, *, with_restricted: bool
) -> dict[str, dict[str, int]]:
    """By measure and word; words that nothing was counted for are missing."""
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.callproc(definer.name, [scheme_id, since, until, with_restricted])
        for measure, word, number in cursor.fetchall():
            found.setdefault(measure, {})[word] = number
    return found
