from uuid import UUID

from django.utils import timezone

from chrysalis.signin.actions import invitations, resets
from chrysalis.tasks import task


@task
def send_invitation(key: str, origin: str) -> None:
    invitations.send(UUID(key), origin=origin, at=timezone.now())


@task
def send_reset(email: str, origin: str) -> None:
    resets.send(email, origin=origin)
