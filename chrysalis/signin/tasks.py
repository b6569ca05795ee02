from django.utils import timezone

from chrysalis.signin.actions import invitations, resets  # noqa: F401 - loading them declares their letters
from chrysalis.tasks import task


@task
def answer_requests() -> None:
    resets.answer(at=timezone.now())
