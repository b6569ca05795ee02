"""How much each caseworker of the own agency has to do: for whoever gives a case to a colleague."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from chrysalis.access.hat import Hat
from chrysalis.access.roles import Caseworker
from chrysalis.agencies.models import Worker
from chrysalis.notices.offices import away_from
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.tools.grading import Level
from referrals import queries
from referrals.models import OVER


HIGH = (Level.HIGH, Level.VERY_HIGH)


@dataclass(frozen=True)
class Load:
    """Of the cases that the asker may see: how many are open, judged high or more, and late for
    review; and what there is to do on them."""

    worker_id: UUID
    name: str
    open: int
    high: int
    late: int
    to_do: int  # on any of the cases
    is_here: bool  # still a caseworker of the agency
    is_away: bool  # said so, today


def loads(hat: Hat, *, on: dt.date) -> list[Load]:
    """Every caseworker, and whoever left and still has cases; those with the least first."""
    here = readers(Recipient(hat.agency_id, Caseworker.slug), on=on)
    going = queries.cases(hat).exclude(state__in=OVER).filter(allocated_worker__isnull=False)
    counted = (
        going.order_by()
        .values("allocated_worker_id")
        .annotate(
            open=Count("pk"),
            high=Count("pk", filter=Q(grade__in=HIGH)),
            late=Count("pk", filter=Q(grade_review_on__lt=on)),
        )
    )
    held = {each["allocated_worker_id"]: each for each in counted}
    todo = _to_do(hat)
    away = away_from(hat.agency_id, Caseworker.slug, on=on)
    people = Worker.names.filter(pk__in=here | held.keys() | todo.keys())
    found = [
        _load(each, held.get(each.pk, {}), todo.get(each.pk, 0), is_here=each.pk in here, away=away)
        for each in people
    ]
    return sorted(found, key=lambda load: (load.open, load.name))


def _to_do(hat: Hat) -> dict[UUID, int]:
    waiting = queries.tasks(hat).filter(ending="").order_by().values_list("worker_id")
    return dict(waiting.annotate(many=Count("pk")))


def _load(worker: Worker, held: dict[str, int], to_do: int, *, is_here: bool, away: frozenset[UUID]) -> Load:
    return Load(
        worker_id=worker.pk,
        name=worker.full_name,
        open=held.get("open", 0),
        high=held.get("high", 0),
        late=held.get("late", 0),
        to_do=to_do,
        is_here=is_here,
        is_away=is_here and worker.pk in away,
    )
