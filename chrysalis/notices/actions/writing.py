"""E-mail that says only that there is a notice: to each reader one, at once or in the morning."""

import datetime as dt
import uuid
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system, as_the_service
from chrysalis.delivery.actions import send
from chrysalis.notices.letters import AT_ONCE, DIGEST, URGENT
from chrysalis.notices.models import NOTICES, MailChoice, Notice
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import LONDON, in_london


NAMESPACE = uuid.UUID("6f0f2f0e-6a3b-4b77-a8a5-2d9a52c7c5d4")
MORNING = dt.time(8)  # decided: before most offices open, after most nights
NO_LATER = dt.time(12)  # a worker that was away all morning lets the day's digest be
QUARTER = 15 * 60  # seconds: ten notices in as many minutes are one e-mail


def write_to(notice: Notice, *, at: dt.datetime) -> None:
    """An urgent notice is written of at once, to each who may read it; another, to those who asked for it."""
    side, agency_id = notice.kind.side, notice.agency_id
    found = readers(notice.recipient, on=in_london(at).date())
    if notice.kind.is_urgent:
        for worker in sorted(found):
            key = _key(notice.pk, worker)
            send(URGENT[side], about=notice.pk, to=worker, at=at, key=key, agency_id=agency_id)
        return
    quarter = int(at.timestamp()) // QUARTER
    for worker in sorted(_who_chose(MailChoice.Choice.EACH, found)):
        key = _key(side, worker, quarter)
        send(AT_ONCE[side], about=notice.pk, to=worker, at=at, key=key, agency_id=agency_id)


def send_digests(*, at: dt.datetime) -> None:
    """Once a morning to each worker for whom something waits. Called often, and by a worker that slept
    through the hour too: the same day gives the same message."""
    here = in_london(at)
    if not MORNING <= here.time() < NO_LATER:
        return
    since = dt.datetime.combine(here.date(), MORNING, LONDON)
    for side in NOTICES:
        with as_system("courier"):
            for worker, agency_id in sorted(_waited_for(side, before=since).items()):
                key = _key(side, worker, here.date())
                send(DIGEST[side], about=worker, to=worker, at=at, key=key, agency_id=agency_id)


def _waited_for(side: Side, *, before: dt.datetime) -> dict[UUID, UUID]:
    """The workers of a side who want a digest and have something unanswered since then, with an agency
    in which they do."""
    waiting = NOTICES[side]._default_manager.filter(acknowledged_at=None, raised_at__lt=before).order_by()
    found: dict[UUID, UUID] = {}
    for place in waiting.values_list("agency_id", "role_slug", "worker_id").distinct():
        to = Recipient(*place)
        found |= dict.fromkeys(readers(to, on=in_london(before).date()), to.agency_id)
    others = _who_chose(MailChoice.Choice.EACH, frozenset(found))
    return {worker: agency for worker, agency in found.items() if worker not in others}


def _who_chose(choice: str, workers: frozenset[UUID]) -> frozenset[UUID]:
    with as_the_service():
        chose = MailChoice.objects.filter(worker__in=workers, choice=choice)
        return frozenset(chose.values_list("worker_id", flat=True))


def _key(*parts: object) -> UUID:
    return uuid.uuid5(NAMESPACE, "/".join(map(str, parts)))
