"""How long the outbox keeps anything waiting. Nothing in it is anybody's."""

import datetime as dt
from collections.abc import Iterator

from chrysalis.events.queries import backlog
from chrysalis.gauges import Reading, gauge


@gauge("outbox_oldest_seconds", "How long the oldest thing in the outbox has waited to be done.")
def oldest(at: dt.datetime) -> Iterator[Reading]:
    since = backlog(at=at).since
    yield Reading((at - since).total_seconds() if since else 0)
