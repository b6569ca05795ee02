"""Records systems of an agency, kept by its administrator: made, given secrets, and shut out again."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency
from chrysalis.api import secrets
from chrysalis.api.models import AccessToken, Credential, RecordsSystem
from chrysalis.audit.log import record
from chrysalis.audit.words import word


ADDED = word("records-system.added", Side.NEITHER, "account", "let a records system of the agency refer")
CLOSED = word("records-system.closed", Side.NEITHER, "account", "shut a records system out")
SECRET_MADE = word(
    "records-system.secret-made", Side.NEITHER, "account", "made a secret for a records system"
)
SECRET_ENDED = word(
    "records-system.secret-ended", Side.NEITHER, "account", "took a secret of a records system away"
)


class NotNow(Exception):
    """The text is shown to the administrator."""


@transaction.atomic
def add_system(
    agency: Agency, *, name: str, purposes: Iterable[str], by: Hat | None, at: dt.datetime
) -> RecordsSystem:
    system = RecordsSystem.objects.create(
        agency=agency,
        name=name,
        purposes=sorted(purposes),
        made_by_id=by.worker_id if by else None,
        made_at=at,
    )
    record(ADDED, by=by, at=at, subjects=[system.pk], fields=system.purposes)
    return system


@transaction.atomic
def make_secret(system: RecordsSystem, *, seen: int = 0, by: Hat | None, at: dt.datetime) -> str:
    """A secret, said once: only its digest stays. `seen`: how many there ever were when somebody asked for
    one more. Raises NotNow where there is one since, where two live, and where the system is closed."""
    held = _hold(system)
    if held.credentials.count() != seen:
        raise NotNow(
            "A secret was made just now, and shown to whoever made it. Take it away if that was lost."
        )
    taken = set(held.credentials.filter(ended_at=None).values_list("slot", flat=True))
    free = next((slot for slot in Credential.Slot.values if slot not in taken), None)
    if free is None:
        raise NotNow("There are two secrets already. Take one away first.")
    secret = secrets.new(secrets.SECRET)
    Credential.objects.create(system=held, slot=free, digest=secrets.digest(secret), made_at=at)
    record(SECRET_MADE, by=by, at=at, subjects=[held.pk])
    return secret


@transaction.atomic
def end_secret(system: RecordsSystem, secret: Credential, *, by: Hat | None, at: dt.datetime) -> None:
    """At once: what was given for it opens nothing from now on. Where it is gone already, nothing."""
    held = _hold(system)
    found = held.credentials.filter(pk=secret.pk, ended_at=None)
    AccessToken.objects.filter(credential__in=found).delete()
    if found.update(ended_at=at):
        record(SECRET_ENDED, by=by, at=at, subjects=[held.pk])


@transaction.atomic
def close_system(system: RecordsSystem, *, by: Hat | None, at: dt.datetime) -> None:
    """It refers and asks no more; what it sent stays. Raises NotNow where it is closed already."""
    held = _hold(system)
    AccessToken.objects.filter(credential__system=held).delete()
    held.credentials.filter(ended_at=None).update(ended_at=at)
    held.webhooks.filter(ended_at=None).update(ended_at=at)
    RecordsSystem.objects.filter(pk=held.pk).update(closed_at=at)
    record(CLOSED, by=by, at=at, subjects=[held.pk])


def _hold(system: RecordsSystem) -> RecordsSystem:
    held = RecordsSystem.objects.select_for_update().get(pk=system.pk)
    if held.closed_at:
        raise NotNow("This records system was shut out already.")
    return held
