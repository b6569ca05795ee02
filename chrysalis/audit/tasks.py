"""What the worker does with the log on its own."""

from django.utils import timezone

from chrysalis.audit import anchors, chain
from chrysalis.audit.actions import alerts, sealing
from chrysalis.audit.models import ALERTS
from chrysalis.tasks import task


@task
def seal() -> None:
    """Seal each side until nothing waits, and keep each digest outside."""
    for side in chain.SIDES:
        while made := sealing.seal(side, at=timezone.now()):
            anchors.keep(side, made)


@task
def watch() -> None:
    for side in ALERTS:
        alerts.raise_alerts(side, at=timezone.now())
