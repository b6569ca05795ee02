"""One key, one effect: however often and however much at once a records system sends the same."""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction

from chrysalis.access.context import as_system, as_visitor
from chrysalis.api.actions.letting_in import Caller
from chrysalis.api.models import KeyedRequest


class Otherwise(Exception):
    """The key was used for something else."""


def claim(caller: Caller, key: str, digest: str, *, at: dt.datetime) -> KeyedRequest:
    """The request of that key, held until the transaction ends: a second copy waits for the first, and finds
    its answer. Raises Otherwise where the key was answered for another body."""
    with as_visitor(caller.visitor):
        held = _held(caller, key, digest, at=at)
        if held.reference and held.digest != digest:
            raise Otherwise
        return held


def _held(caller: Caller, key: str, digest: str, *, at: dt.datetime) -> KeyedRequest:
    until = at + dt.timedelta(days=settings.API_KEY_DAYS)
    try:
        with transaction.atomic():
            asked = {"system_id": caller.system_id, "key": key, "digest": digest, "sweep_after": until}
            return KeyedRequest.objects.create(**asked)
    except IntegrityError:
        return KeyedRequest.objects.select_for_update().get(system_id=caller.system_id, key=key)


def note(caller: Caller, held: KeyedRequest, **values: object) -> None:
    """What has come of it so far."""
    with as_visitor(caller.visitor):
        KeyedRequest.objects.filter(pk=held.pk).update(**values)


def sweep_requests() -> None:
    with as_system("change_system"):
        KeyedRequest.objects.all().delete()  # all that this persona can see, which is what is due
