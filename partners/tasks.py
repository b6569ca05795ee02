from django.conf import settings
from django.utils import timezone

from chrysalis.tasks import task
from partners.actions import starting


@task
def decide_starts() -> None:
    """Rung often, and does something at set times alone."""
    starting.decide(settings.START_ANSWERS_AT, at=timezone.now())
