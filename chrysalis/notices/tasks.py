from django.utils import timezone

from chrysalis.notices.actions import climbing, troubles, writing  # noqa: F401 - loading them declares what falls due
from chrysalis.tasks import task


@task
def send_digests() -> None:
    writing.send_digests(at=timezone.now())
