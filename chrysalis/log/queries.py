"""The log as its pages show it: entries and alerts with the names of who did what."""

from typing import Any
from uuid import UUID

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Worker
from chrysalis.api.models import RecordsSystem
from chrysalis.audit import queries
from chrysalis.audit.models import TABLES, Alert, AlertLimits, Entry


NOBODY = "The service itself"
SYSTEM = "Records system: "


def entries(hat: Hat) -> QuerySet[Entry]:
    return _named(queries.entries(hat))


def entries_of(hat: Hat, worker: Worker) -> QuerySet[Entry]:
    return _named(queries.entries(hat).filter(worker_id=worker.pk))


def entries_about(hat: Hat, subject: UUID) -> QuerySet[Entry]:
    return _named(queries.entries_about(hat, subject))


def looks_from_outside(hat: Hat) -> QuerySet[Entry]:
    return _named(queries.looks_from_outside(hat))


def entries_either_way(hat: Hat) -> QuerySet[Entry]:
    """The own agency's, and those of others about what it holds."""
    return _named(visible(hat, TABLES[hat.side]._default_manager.all()))


def workers(hat: Hat) -> QuerySet[Worker]:
    """Those of whom the own agency's log, on the own side, holds anything at all."""
    seen = queries.entries(hat).order_by().values("worker_id")
    return visible(hat, Worker.names.filter(pk__in=seen))


def alerts(hat: Hat) -> QuerySet[Alert]:
    return queries.alerts(hat).annotate(worker_name=_name(Worker.names.all(), "worker_id", "full_name"))


def limits(hat: Hat) -> AlertLimits:
    """The own agency's, or the defaults while it has set none."""
    return visible(hat, AlertLimits.objects.all()).first() or AlertLimits(agency_id=hat.agency_id)


def _named(found: QuerySet[Entry]) -> QuerySet[Entry]:
    return found.annotate(
        worker_name=Coalesce(
            _found(Worker.names.all(), "worker_id", F("full_name")),
            # In the place of a worker's stands the system itself.
            _found(RecordsSystem.objects.all(), "membership_id", Concat(Value(SYSTEM), "name")),
            Value(NOBODY),
        ),
        agency_name=_name(Agency.objects.all(), "agency_id", "name"),
    )


def _name(rows: QuerySet[Any], key: str, column: str) -> Coalesce:
    return Coalesce(_found(rows, key, F(column)), Value(NOBODY), output_field=CharField())


def _found(rows: QuerySet[Any], key: str, name: Any) -> Subquery:
    named = rows.order_by().filter(pk=OuterRef(key)).annotate(called=name)
    return Subquery(named.values("called")[:1], output_field=CharField())
