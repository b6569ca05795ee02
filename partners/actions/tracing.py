"""Finding out whom somebody harmed who was taken on while nobody was linked to them."""

import datetime as dt
import uuid
from contextlib import suppress
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.roles import LinkWorker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.kinds import NoticeKind
from chrysalis.notices.recipients import Recipient
from partners.actions.due import due_within
from partners.definers import slips_waiting_with
from partners.events import TracingEnded
from partners.models import Tracing, TracingEnding
from partners.notices import SOONER, TO_TRACE, TRACE_SOONER, ToTell
from partners.queries import times_of
from referrals.gates.clients import is_client_restricted
from referrals.gates.persons import records_of


READ = word("tracing.read", Side.SAFETY, "consultation", "read who was taken on with nobody linked to them")
ENDED = word(
    "tracing.ended", Side.SAFETY, "combination", "said whom a person harmed, or that nobody is known"
)
WAITS = Tracing.State.WAITS


class EndedAlready(Exception):
    """Somebody else was quicker. Text is shown to the link worker."""


@transaction.atomic
def open_tracing(client_id: UUID, *, scheme_id: UUID, agency_id: UUID, event: UUID, at: dt.datetime) -> None:
    """As the courier, when somebody is taken on. Taken on again, whom they harmed is asked again.

    SAFETY: of somebody restricted nobody is told, since nobody on this side could learn who it is.
    """
    fresh = {"scheme_id": scheme_id, "support_agency_id": agency_id, "opened_at": at, "heard_in": event}
    tracing = Tracing.objects.filter(client_id=client_id).first()
    if tracing is None:
        tracing = Tracing.objects.create(client_id=client_id, **fresh)
    elif tracing.heard_in == event:
        return
    elif tracing.state != WAITS:
        Tracing.objects.filter(pk=tracing.pk).update(state=WAITS, ended_at=None, **fresh)
    if not is_client_restricted(client_id):
        everybody = Recipient(agency_id, LinkWorker.slug)
        raise_notice(TO_TRACE, to=everybody, subject=tracing.pk, at=at, event=event)


def ask_sooner(
    kind: ToTell, client_id: UUID, *, event: UUID, at: dt.datetime, ahead_of: dt.datetime | None = None
) -> None:
    """As the courier, when danger comes of somebody to whom nobody is linked: all link workers of the service
    that is to trace, and of the service where a slip that came with the person waits to be read; by the
    moment that it is `ahead_of` at the latest.

    SAFETY: of somebody restricted nobody is told to trace, since nobody on this side could learn who it is.
    """
    sooner = SOONER[kind.slug]
    if not is_client_restricted(client_id):
        for tracing in Tracing.objects.filter(client_id__in=records_of(client_id), state=WAITS):
            to = tracing.support_agency_id
            _ask_now(sooner.trace, to, tracing.pk, event=event, at=at, ahead_of=ahead_of)
    for slip in slips_waiting_with(client_id):
        _ask_now(sooner.slip, slip.agency_id, slip.slip_id, event=event, at=at, ahead_of=ahead_of)


def _ask_now(
    kind: NoticeKind,
    agency_id: UUID,
    subject: UUID,
    *,
    event: UUID,
    at: dt.datetime,
    ahead_of: dt.datetime | None,
) -> None:
    hours = times_of(agency_id).at_once_hours
    due_at = due_within(hours, agency_id=agency_id, at=at, ahead_of=ahead_of)
    everybody = Recipient(agency_id, LinkWorker.slug)
    key = uuid.uuid5(event, f"{kind.slug}/{subject}")
    raise_notice(kind, to=everybody, subject=subject, at=at, event=key, due=due_at)


def close_tracing(client_id: UUID, *, at: dt.datetime) -> None:
    """As the courier, when nobody works with the person any more."""
    for tracing in Tracing.objects.filter(client_id__in=records_of(client_id), state=WAITS):
        Tracing.objects.filter(pk=tracing.pk).update(state=Tracing.State.CLOSED, ended_at=at)
        for kind in (TO_TRACE, *TRACE_SOONER):
            settle_notices(kind, subject=tracing.pk, at=at)


def read(tracings: list[Tracing], *, by: Hat, at: dt.datetime) -> None:
    """One entry for one page, with the keys of the people it named."""
    if tracings:
        record(READ, by=by, at=at, subjects=[tracing.client_id for tracing in tracings])


@transaction.atomic
def find_nobody(tracing: Tracing, *, reason: str, by: Hat, at: dt.datetime) -> None:
    """Nobody who was harmed can be identified. Raises EndedAlready."""
    if tracing.state != WAITS:
        raise EndedAlready("Somebody ended this before.")
    _end(tracing, Tracing.State.NOBODY, reason=reason, by=by, at=at)


def end_for(client_id: UUID, *, by: Hat, at: dt.datetime) -> None:
    """A survivor was linked to the person: whoever waited for that waits no longer."""
    tracing = Tracing.objects.filter(client_id=client_id, support_agency_id=by.agency_id).first()
    if tracing and tracing.state != Tracing.State.LINKED:
        with suppress(EndedAlready):
            _end(tracing, Tracing.State.LINKED, reason="", by=by, at=at)


def _end(tracing: Tracing, state: str, *, reason: str, by: Hat, at: dt.datetime) -> None:
    held = Tracing.objects.filter(pk=tracing.pk, state=tracing.state)
    if not held.update(state=state, ended_at=at):
        raise EndedAlready("Somebody ended this a moment ago.")
    TracingEnding.objects.create(
        tracing=tracing,
        support_agency_id=by.agency_id,
        state=state,
        reason=reason,
        by_id=by.worker_id,
        ended_at=at,
    )
    record(ENDED, by=by, at=at, subjects=[tracing.client_id], reason=state)
    ended = TracingEnded(tracing_id=tracing.pk, agency_id=by.agency_id, ended_by_id=by.worker_id)
    announce(ended, by=by, at=at)
