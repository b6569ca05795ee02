"""What the service knows of an office and who is in it today. Asked as the service itself, which reads
accounts and no case: the courier sees neither."""

import datetime as dt
from uuid import UUID

from chrysalis.access.context import as_the_service
from chrysalis.agencies.models import Agency, Worker
from chrysalis.notices.due import Office
from chrysalis.notices.models import Absence, OpeningHours
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import Hours


LONGEST_CHAIN = 3  # of people who cover for each other: beyond that it climbs


def office_of(agency_id: UUID) -> Office:
    with as_the_service():
        nation = Agency.objects.values_list("nation", flat=True).get(pk=agency_id)
        kept = OpeningHours.objects.filter(agency_id=agency_id).first()
    if kept is None:
        return Office(nation)
    return Office(nation, Hours(kept.opens, kept.closes), kept.has_cover)


def cover_for(to: Recipient, *, on: dt.date) -> UUID | None:
    """The colleague who reads for a worker today; None where nobody is away, or nobody covers."""
    found = to
    for _ in range(LONGEST_CHAIN):
        absence = _absence(found, on)
        if absence is None:
            break
        found = found.instead(absence.cover_id)
    is_another = found.worker_id != to.worker_id
    return found.worker_id if is_another and readers(found, on=on) else None


def is_away(who: Recipient, *, on: dt.date) -> bool:
    """Asked as the service: under a hat nobody sees a colleague's absences."""
    return _absence(who, on) is not None


def away_from(agency_id: UUID, role_slug: str, *, on: dt.date) -> frozenset[UUID]:
    """Who of one role of an agency said that they are away today."""
    days = {"from_on__lte": on, "until_on__gte": on, "ended_at": None}
    with as_the_service():
        found = Absence.objects.filter(**days, agency_id=agency_id, role_slug=role_slug)
        return frozenset(found.values_list("worker_id", flat=True))


def colleagues(who: Recipient, *, on: dt.date) -> list[Worker]:
    """Those in the same role of the same agency, who could cover."""
    found = readers(who.everybody, on=on) - {who.worker_id}
    with as_the_service():
        return list(Worker.objects.filter(pk__in=found))


def _absence(to: Recipient, on: dt.date) -> Absence | None:
    if to.worker_id is None:
        return None
    days = {"from_on__lte": on, "until_on__gte": on, "ended_at": None}
    place = {"worker_id": to.worker_id, "agency_id": to.agency_id, "role_slug": to.role_slug}
    with as_the_service():
        return Absence.objects.filter(**days, **place).order_by("-from_on").first()
