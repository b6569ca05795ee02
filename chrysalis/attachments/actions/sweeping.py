"""Files of which nobody tells any more: their rows went with the case, or were never kept."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.attachments import keeping
from chrysalis.attachments.actions.checking import COURIER
from chrysalis.attachments.shelves import SHELVES


# Between a file and the row that tells of it lies a moment; a day is longer than any.
LEFT = dt.timedelta(days=1)
AT_ONCE = 500


def sweep(*, at: dt.datetime) -> int:
    """How many were let go."""
    gone = 0
    for side in (Side.CHANGE, Side.SAFETY):
        names = keeping.kept(side, before=at - LEFT)
        while some := list(islice(names, AT_ONCE)):
            for name in _told_of_nowhere(side, some):
                keeping.drop(name)
                gone += 1
    return gone


def _told_of_nowhere(side: Side, names: Iterable[str]) -> Iterator[str]:
    left = set(names)
    with as_system(COURIER):
        for shelf in SHELVES:
            if shelf.side is side:
                found = shelf.model._default_manager.filter(stored__in=left)
                left -= set(found.order_by().values_list("stored", flat=True))
    yield from left
