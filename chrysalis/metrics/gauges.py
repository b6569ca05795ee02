"""The gauges of what the service stands on: worker, database, disks, and whether it stands still."""

import datetime as dt
import shutil
from collections.abc import Iterator

from django.db import connection

from chrysalis import pulse
from chrysalis.gauges import Reading, gauge
from chrysalis.standstill import causes


@gauge("worker_heartbeat_seconds", "How long ago a worker last did the task that shows it is alive.")
def heartbeat(at: dt.datetime) -> Iterator[Reading]:
    last = pulse.last_beat()
    yield Reading((at - last).total_seconds() if last else float("inf"))


@gauge("database_connections", "Connections to the database server, and the most that it takes.")
def connections(at: dt.datetime) -> Iterator[Reading]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(numbackends), current_setting('max_connections') FROM pg_stat_database")
        used, most = cursor.fetchone()
    yield Reading(float(used), {"what": "used"})
    yield Reading(float(most), {"what": "most"})


@gauge("disk_free_bytes", "Room on each disk that is watched.")
def free(at: dt.datetime) -> Iterator[Reading]:
    for path in causes.disks():
        yield Reading(shutil.disk_usage(path).free, {"folder": str(path)})


@gauge("disk_full_percent", "How full each of them is, as df counts.")
def full(at: dt.datetime) -> Iterator[Reading]:
    for path in causes.disks():
        yield Reading(round(causes.percent_full(path), 1), {"folder": str(path)})


@gauge("read_only", "Whether nothing can be saved at the moment, by cause.")
def read_only(at: dt.datetime) -> Iterator[Reading]:
    found = causes.current()
    for cause in causes.Cause:
        yield Reading(found is cause, {"cause": str(cause)})
