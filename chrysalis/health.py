"""Two questions a machine may ask. Neither answer tells a stranger anything but yes or no."""

import redis
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chrysalis import pulse
from chrysalis.access.http import hatless
from chrysalis.standstill.marks import for_machines


@require_safe
@for_machines
@hatless("tells the load balancer that the process answers")
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@for_machines
@hatless("tells the load balancer whether to send people here")
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database is there and migrated, and the broker and a worker answer."""
    is_ready = is_migrated() and is_served()
    return HttpResponse("ready\n" if is_ready else "not ready\n", "text/plain", 200 if is_ready else 503)


def is_migrated() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def is_served() -> bool:
    try:
        return pulse.is_alive(at=timezone.now())
    except redis.RedisError:
        return False
