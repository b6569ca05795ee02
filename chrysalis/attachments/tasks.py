from django.utils import timezone

from chrysalis.attachments.actions import checking, sweeping
from chrysalis.tasks import ring, task


DOOR = "chrysalis.attachments.tasks.check"


@task
def check() -> None:
    """A turn of what waits; the worker's other work goes between two turns."""
    if checking.check(clock=timezone.now):
        ring(DOOR)


@task
def sweep_files() -> None:
    sweeping.sweep(at=timezone.now())
