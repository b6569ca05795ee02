"""What a records system shows, and what it gets for it: a secret for a token, a token for a request."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from chrysalis.access.personas import MACHINE
from chrysalis.access.visitor import Visitor
from chrysalis.api import secrets
from chrysalis.api.models import AccessToken, Credential, RecordsSystem
from chrysalis.working_days import in_london


class NotKnown(Exception):
    """No such system, no such secret, or taken away: whoever shows it is told the same of all three."""


class NotForThat(Exception):
    """The system was never let in for what it asks."""


@dataclass(frozen=True)
class Granted:
    token: str
    purposes: list[str]
    seconds: int


@dataclass(frozen=True)
class Caller:
    """A records system at the door, as its token says."""

    system_id: UUID
    agency_id: UUID
    purposes: frozenset[str]

    @property
    def visitor(self) -> Visitor:
        return Visitor(self.agency_id, MACHINE, self.system_id)


@transaction.atomic
def grant(system: str, secret: str, *, wanted: Collection[str], at: dt.datetime) -> Granted:
    """A token for some purposes, or for all that the system has. Raises NotKnown and NotForThat."""
    shown = _shown(system, secret)
    purposes = sorted(wanted or shown.system.purposes)
    if not set(purposes) <= set(shown.system.purposes):
        raise NotForThat
    token, minutes = secrets.new(secrets.TOKEN), settings.API_TOKEN_MINUTES
    AccessToken.objects.create(
        credential=shown,
        digest=secrets.digest(token),
        purposes=purposes,
        made_at=at,
        ends_at=at + dt.timedelta(minutes=minutes),
    )
    _note_use(shown, at=at)
    return Granted(token, purposes, minutes * 60)


def caller_of(token: str, *, at: dt.datetime) -> Caller:
    """Whose token it is, now. Raises NotKnown."""
    live = Q(credential__ended_at=None, credential__system__closed_at=None, ends_at__gt=at)
    found = AccessToken.objects.select_related("credential__system").filter(
        live, digest=secrets.digest(token)
    )
    held = found.first()
    if held is None:
        raise NotKnown
    system = held.credential.system
    return Caller(system.pk, system.agency_id, frozenset(held.purposes) & frozenset(system.purposes))


@transaction.atomic
def sweep_tokens(*, at: dt.datetime) -> None:
    AccessToken.objects.filter(ends_at__lt=at).delete()


def _shown(system: str, secret: str) -> Credential:
    try:
        key = uuid.UUID(system)
    except ValueError:
        raise NotKnown from None
    live = Credential.objects.select_related("system").filter(ended_at=None, system__closed_at=None)
    found = live.filter(system_id=key, digest=secrets.digest(secret)).first()
    if found is None:
        raise NotKnown
    return found


def _note_use(shown: Credential, *, at: dt.datetime) -> None:
    """By the day: what the administrator needs to know before taking one away."""
    today = in_london(at).date()
    Credential.objects.filter(pk=shown.pk).exclude(last_used_on=today).update(last_used_on=today)
    RecordsSystem.objects.filter(pk=shown.system_id).exclude(last_used_on=today).update(last_used_on=today)
