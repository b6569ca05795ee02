"""Whether the log is being sealed. An old last seal may only mean a quiet night; entries that wait do not."""

import datetime as dt
from collections.abc import Iterator

from chrysalis.access.context import as_system
from chrysalis.audit import chain
from chrysalis.audit.models import SEALS
from chrysalis.gauges import Reading, gauge


@gauge("log_last_seal_seconds", "How long ago each log was last sealed.")
def last_seals(at: dt.datetime) -> Iterator[Reading]:
    with as_system("sealer"):
        for side in chain.SIDES:
            for sealed_at in SEALS[side]._default_manager.order_by("-number").values_list("sealed_at")[:1]:
                yield Reading((at - sealed_at[0]).total_seconds(), {"log": str(side)})


@gauge("log_unsealed_seconds", "How long the oldest entry of each log has waited for its seal.")
def waiting(at: dt.datetime) -> Iterator[Reading]:
    with as_system("sealer"):
        for side in chain.SIDES:
            last = SEALS[side]._default_manager.order_by("number").last()
            entries = chain.entries(side).filter(xid__gte=last.horizon if last else chain.FIRST)
            oldest = entries.values_list("at", flat=True).first()
            waited = (at - oldest).total_seconds() if oldest else 0
            yield Reading(max(0, waited), {"log": str(side)})
