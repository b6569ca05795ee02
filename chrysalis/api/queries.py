"""What may be read of records systems: the own agency's, by its administrator."""

from django.db.models import QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.api.models import Credential, RecordsSystem, Webhook


def systems(hat: Hat) -> QuerySet[RecordsSystem]:
    return visible(hat, RecordsSystem.objects.all())


def live_secrets(system: RecordsSystem) -> QuerySet[Credential]:
    """Of a system that was found under a hat: when each was made and last used."""
    return system.credentials.filter(ended_at=None).order_by("slot")


def webhook_of(system: RecordsSystem) -> Webhook | None:
    return system.webhooks.filter(ended_at=None).first()
