"""To whom a notice goes: everybody in one role of one agency, or one worker in that role."""

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from chrysalis.access.context import as_the_service
from chrysalis.access.roles import ROLES, AgencyAdministrator
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import in_force


@dataclass(frozen=True)
class Recipient:
    agency_id: UUID
    role_slug: str
    worker_id: UUID | None = None

    @property
    def next_up(self) -> "Recipient | None":
        """Whoever is told when this one does not answer; None above the last of a side."""
        above = ROLES[self.role_slug].climbs_to
        return Recipient(self.agency_id, above) if above else None

    @property
    def administrator(self) -> "Recipient":
        return Recipient(self.agency_id, AgencyAdministrator.slug)

    @property
    def everybody(self) -> "Recipient":
        """All who work in the role."""
        return replace(self, worker_id=None)

    def instead(self, worker_id: UUID) -> "Recipient":
        return replace(self, worker_id=worker_id)


def readers(to: Recipient, *, on: dt.date) -> frozenset[UUID]:
    """The workers who are in the place of the recipient on that day."""
    places = Membership.objects.filter(
        in_force(on), agency_id=to.agency_id, role_slug=to.role_slug, worker__is_active=True
    )
    if to.worker_id:
        places = places.filter(worker_id=to.worker_id)
    with as_the_service():
        return frozenset(places.values_list("worker_id", flat=True))
