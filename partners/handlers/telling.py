"""Who is told of what happens to a client, and by which service."""

import datetime as dt
from typing import Any
from uuid import UUID

from chrysalis.access.context import as_the_service
from chrysalis.agencies.models import Scheme
from interventions.gates.standing import standing_of
from partners import notices
from partners.actions.news import catch_up, pass_on
from partners.actions.tracing import ask_sooner
from partners.definers import supporters_of, supporters_told_with
from partners.notices import ToTell
from partners.queries import service_for


def support_in(event: Any) -> UUID | None:
    with as_the_service():
        service = service_for(Scheme.objects.get(pk=event.scheme_id))
    return service.pk if service else None


def tell(kind: ToTell, event: Any, *, at: dt.datetime, **about: Any) -> None:
    """The link worker of each survivor linked to the client, or told of beside the referral; of each survivor
    news of its own, since two survivors of one person never learn of each other. Danger is told as well to
    all link workers where nobody is linked yet."""
    for found in supporters_of(event.client_id):
        pass_on(kind, found, event=event.key, at=at, **about)
    if kind.slug in notices.SOONER:
        ask_sooner(kind, event.client_id, event=event.key, at=at, ahead_of=about.get("ahead_of"))


def tell_of_before(survivor: UUID, client: UUID, *, at: dt.datetime) -> None:
    stands = standing_of(client)
    for found in supporters_of(client):
        if found.survivor_id == survivor:
            catch_up(found, stands, person=client, at=at)


def tell_of_referral_once(either: UUID, *, at: dt.datetime) -> None:
    """Whichever comes last, the referral or the filing, it is told once: by the form that both came from."""
    for found in supporters_told_with(either):
        if found.form:
            pass_on(notices.REFERRED, found, event=found.form, at=at)
