"""Calling webhooks: in the worker, as the courier; each call until it is taken, or given up to a person.

A call is counted and put off before it is made, so that a worker which dies on the way leaves it due again:
it may arrive twice, under one number, and never not at all. No transaction is open while it is made.
"""

import datetime as dt
import json
from collections.abc import Callable
from uuid import UUID

from django.conf import settings

from chrysalis.access.context import as_system, as_the_service
from chrysalis.api import dialling, signing
from chrysalis.api.models import Webhook, WebhookCall
from chrysalis.api.troubles import tell_administrator
from chrysalis.delivery import rests
from chrysalis.drafts.sealing import unseal


LOAD = 30  # calls in one go
LEASE = dt.timedelta(minutes=1)
GONE = 410
Clock = Callable[[], dt.datetime]
Post = Callable[[str, bytes, dict[str, str]], int]


def queue(system_id: UUID, reference: str, *, at: dt.datetime) -> None:
    """As the courier. Where the system has no webhook, nobody is told."""
    with as_the_service():
        webhook = Webhook.objects.filter(system_id=system_id, ended_at=None).first()
    if webhook:
        WebhookCall.objects.create(webhook_id=webhook.pk, reference=reference, made_at=at, due_at=at)


def call_waiting(*, clock: Clock, post: Post = dialling.post) -> int:
    """How many were taken. Whoever did not answer once is left alone for the rest of the round."""
    taken, resting = 0, set[UUID]()
    for _ in range(LOAD):
        call = _take(resting, at=clock())
        if call is None:
            break
        said = _make(call, post, at=clock())
        if said.startswith("2"):
            _settle(call, WebhookCall.State.TAKEN, said)
            taken += 1
            continue
        resting.add(call.webhook_id)
        _put_off(call, said, at=clock())
    return taken


def _take(resting: set[UUID], *, at: dt.datetime) -> WebhookCall | None:
    with as_system("courier"):
        due = WebhookCall.objects.select_for_update(skip_locked=True).order_by("due_at", "id")
        waiting = due.filter(state=WebhookCall.State.WAITING, due_at__lte=at)
        call = waiting.exclude(webhook_id__in=resting).first()
        if call:
            call.attempts, call.due_at = call.attempts + 1, at + LEASE
            call.save(update_fields=["attempts", "due_at"])
        return call


def _make(call: WebhookCall, post: Post, *, at: dt.datetime) -> str:
    """What came back, in a word."""
    webhook = Webhook.objects.filter(pk=call.webhook_id, ended_at=None).first()
    if webhook is None:
        return str(GONE)
    body = json.dumps(_told(call)).encode()
    keys = [unseal(bytes(webhook.sealed_secret))]
    if webhook.former_until and webhook.former_until > at:
        keys.append(unseal(bytes(webhook.sealed_former)))
    signed = signing.headers(filter(None, keys), call=str(call.pk), seconds=int(at.timestamp()), body=body)
    try:
        return str(post(webhook.address, body, signed))
    except dialling.NotThere as reason:
        return str(reason)


def _told(call: WebhookCall) -> dict[str, object]:
    """That it changed; what it is now, whoever may ask is told who asks."""
    return {
        "id": str(call.pk),
        "type": "referral.changed",
        "timestamp": call.made_at.isoformat(),
        "data": {"reference": call.reference},
    }


def _put_off(call: WebhookCall, said: str, *, at: dt.datetime) -> None:
    too_late = at - call.made_at > dt.timedelta(hours=settings.WEBHOOK_HOURS)
    if said == str(GONE) or too_late:
        _settle(call, WebhookCall.State.GIVEN_UP, said, tell_at=at)
        return
    with as_system("courier"):
        due_at = at + rests.after(call.attempts)
        WebhookCall.objects.filter(pk=call.pk).update(due_at=due_at, said=said)


def _settle(
    call: WebhookCall, state: WebhookCall.State, said: str, *, tell_at: dt.datetime | None = None
) -> None:
    with as_system("courier"):
        WebhookCall.objects.filter(pk=call.pk).update(state=state, said=said)
        if tell_at:
            tell_administrator(call.webhook_id, at=tell_at)
