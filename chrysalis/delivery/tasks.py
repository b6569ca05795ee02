from django.utils import timezone

from chrysalis.delivery.actions.draining import drain
from chrysalis.delivery.transports import transport
from chrysalis.tasks import task


@task
def send_waiting() -> None:
    drain(transport(), clock=timezone.now)
