"""Whether the worker is alive: a task that leaves the time in the broker, and readers of that time.

The beat schedule runs it every 20 seconds; the heartbeat is a canary that goes the whole way from the
schedule through the broker into a worker process and back.
"""

import datetime as dt

import redis
from django.conf import settings
from django.utils import timezone

from chrysalis.tasks import task


KEY = "chrysalis:worker-heartbeat"
FRESH = dt.timedelta(seconds=90)


@task
def beat() -> None:
    _broker().set(KEY, timezone.now().isoformat())


def last_beat() -> dt.datetime | None:
    """When a worker last ran the heartbeat. Raises redis.RedisError when the broker is away."""
    kept = _broker().get(KEY)
    return dt.datetime.fromisoformat(kept.decode()) if kept else None


def is_alive(*, at: dt.datetime) -> bool:
    last = last_beat()
    return last is not None and at - last < FRESH


def _broker() -> redis.Redis:
    return redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
