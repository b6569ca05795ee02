"""Whether the broker answers, and whether a worker does the work left there."""

import redis
from django.conf import settings
from django.utils import timezone

from chrysalis import pulse
from chrysalis.doctor.finding import Finding


def answers() -> list[Finding]:
    if _answers():
        return []
    return [Finding("The broker does not answer.", "Check that Redis or Valkey runs, and REDIS_URL.")]


def worker_is_alive() -> list[Finding]:
    if not _answers() or pulse.is_alive(at=timezone.now()):
        return []
    return [
        Finding(
            f"No worker has shown itself for {pulse.FRESH.seconds} seconds.",
            "Start one: celery -A chrysalis.celery worker --beat",
        )
    ]


def _answers() -> bool:
    try:
        redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()
    except redis.RedisError:
        return False
    return True
