"""The one door to Celery. A task takes keys, loads by key, calls one action, and may run twice.

`ring()` asks the worker to look; it is called after commit and may be lost: what must happen is
always also a row that a sweep finds.
"""

import time
from typing import Any

from celery import current_app, current_task, shared_task  # noqa: TID251 - this is the door
from kombu.exceptions import OperationalError


task = shared_task(acks_late=True, reject_on_worker_lost=True, ignore_result=True)
QUIET = 30.0  # seconds without ringing once the bell did not work: nobody's page waits for it twice
_quiet_until = 0.0


def ring(name: str, **keys: Any) -> None:
    """Ask the worker to run the named task soon. A broker that is away is no reason to fail, or to wait."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(name, kwargs={key: str(value) for key, value in keys.items()}, retry=False)
    except (OperationalError, OSError):
        _quiet_until = time.monotonic() + QUIET


def in_hand() -> str:
    """Name and number of the task that this process is doing; empty outside a worker."""
    is_in_a_worker = current_task and current_task.request.id
    return f"{current_task.name} {current_task.request.id}" if is_in_a_worker else ""
