"""Whether notices are answered in time.

SAFETY: the age of the one that is latest, never how many: in a small service a number is a person.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Min

from chrysalis.access.context import as_system
from chrysalis.gauges import Reading, gauge
from chrysalis.notices.models import NOTICES


@gauge("notices_overdue_seconds", "How long the notice that is latest is past its due time.")
def overdue(at: dt.datetime) -> Iterator[Reading]:
    with as_system("courier"):
        for side, table in NOTICES.items():
            late = table._default_manager.filter(acknowledged_at=None, due_at__lt=at)
            due_at = late.aggregate(first=Min("due_at"))["first"]
            yield Reading((at - due_at).total_seconds() if due_at else 0, {"side": str(side)})
