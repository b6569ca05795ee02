"""Where a records system wants to be told that something changed; kept by its agency's administrator."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.api.actions.keeping import NotNow
from chrysalis.api.models import RecordsSystem, Webhook
from chrysalis.api.secrets import new_signing_key
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.drafts.sealing import seal


SET = word("webhook.set", Side.NEITHER, "account", "set where a records system is told of changes")
BOTH = dt.timedelta(days=1)  # for which an earlier key still signs


@transaction.atomic
def set_webhook(
    system: RecordsSystem, *, address: str, new_key: bool, by: Hat | None, at: dt.datetime
) -> str | None:
    """The key that signs from now on, where there is a new one: said once. No address means no webhook.
    Raises NotNow."""
    held = RecordsSystem.objects.select_for_update().get(pk=system.pk)
    if held.closed_at:
        raise NotNow("This records system was shut out already.")
    webhook = held.webhooks.filter(ended_at=None).first()
    if webhook and webhook.address == address:
        return _turn(webhook, by=by, at=at) if new_key else None
    if webhook:
        Webhook.objects.filter(pk=webhook.pk).update(ended_at=at)
    key = new_signing_key() if address else None
    if key:
        Webhook.objects.create(system=held, address=address, sealed_secret=seal(key), made_at=at)
    if key or webhook:
        record(SET, by=by, at=at, subjects=[held.pk])
    return key


def _turn(webhook: Webhook, *, by: Hat | None, at: dt.datetime) -> str:
    """Both sign for a day, so that whoever listens can change over without missing a call."""
    key = new_signing_key()
    turned = {"sealed_former": webhook.sealed_secret, "former_until": at + BOTH, "sealed_secret": seal(key)}
    Webhook.objects.filter(pk=webhook.pk).update(**turned)
    record(SET, by=by, at=at, subjects=[webhook.system_id])
    return key
