"""When somebody is away and who covers; when an office is open; what mail somebody wants.

SAFETY: whoever covers works in the same role of the same agency, so that nothing is read by anybody who
might not have read it anyway.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.notices.models import Absence, MailChoice, OpeningHours
from chrysalis.notices.offices import is_away
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.versions import Conflict


AWAY = word("absence.recorded", Side.NEITHER, "account", "said who is away and who covers")
BACK = word("absence.ended", Side.NEITHER, "account", "said that somebody is back")
HOURS = word("hours.changed", Side.NEITHER, "alteration", "changed when the agency is open")


class Refused(Exception):
    """The text is shown to the worker, beside the field that it is about."""

    field: str | None = None


class NoCover(Refused):
    field = "cover"

    def __init__(self) -> None:
        super().__init__("Choose a colleague in the same role who is not away in those days.")


@transaction.atomic
def record_absence(
    who: Recipient, *, cover: UUID, from_on: dt.date, until_on: dt.date, by: Hat, at: dt.datetime
) -> Absence:
    """From now on, what is told to the worker in those days is told to the colleague as well. Said twice,
    it is one absence. Raises Refused."""
    colleague = who.instead(cover)
    if cover == who.worker_id or not readers(colleague, on=from_on) or is_away(colleague, on=from_on):
        raise NoCover
    said = {
        "agency_id": who.agency_id,
        "role_slug": who.role_slug,
        "worker_id": who.worker_id,
        "cover_id": cover,
        "from_on": from_on,
        "until_on": until_on,
    }
    try:
        with transaction.atomic():
            absence = Absence.objects.create(**said)
    except IntegrityError:
        return Absence.objects.get(**said, ended_at=None)
    record(AWAY, by=by, at=at, subjects=[absence.worker_id, absence.cover_id])
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, by: Hat, at: dt.datetime) -> None:
    if Absence.objects.filter(pk=absence.pk, ended_at=None).update(ended_at=at):
        record(BACK, by=by, at=at, subjects=[absence.worker_id])


@transaction.atomic
def change_hours(
    *, opens: dt.time, closes: dt.time, has_cover: bool, seen_version: int, by: Hat, at: dt.datetime
) -> None:
    """Raises versions.Conflict when somebody else saved in between."""
    values = {"opens": opens, "closes": closes, "has_cover": has_cover}
    kept = OpeningHours.objects.filter(agency_id=by.agency_id).first()
    if kept:
        kept.change(seen_version=seen_version, **values)
    else:
        _begin_hours(values, seen_version, by=by)
    record(HOURS, by=by, at=at, subjects=[by.agency_id], fields=values)


@transaction.atomic
def choose_mail(choice: str, *, by: Hat, at: dt.datetime) -> None:
    changed = MailChoice.objects.filter(worker_id=by.worker_id).update(choice=choice)
    if not changed:
        MailChoice.objects.bulk_create(
            [MailChoice(worker_id=by.worker_id, choice=choice)], ignore_conflicts=True
        )


def _begin_hours(values: dict[str, object], seen_version: int, *, by: Hat) -> None:
    """One version on from the usual hours, which others may have on their screens."""
    try:
        with transaction.atomic():
            OpeningHours.objects.create(agency_id=by.agency_id, version=seen_version + 1, **values)
    except IntegrityError:
        raise Conflict(OpeningHours.objects.get(agency_id=by.agency_id)) from None
