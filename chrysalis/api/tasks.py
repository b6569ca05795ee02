from django.utils import timezone

from chrysalis.api.actions import calling, letting_in, once
from chrysalis.tasks import task


@task
def sweep_api() -> None:
    letting_in.sweep_tokens(at=timezone.now())
    once.sweep_requests()


@task
def call_webhooks() -> None:
    calling.call_waiting(clock=timezone.now)
