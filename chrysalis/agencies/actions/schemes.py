"""Setting up a scheme, and keeping its areas.

The areas of a scheme are kept by the agency that leads it. An area is retired, never deleted:
figures of past years are counted by it.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Area, Participation, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london


SET_UP = word("scheme.set_up", Side.NEITHER, "collection", "set up a scheme")
ADDED = word("area.added", Side.NEITHER, "collection", "added an area to a scheme")
CHANGED = word("area.changed", Side.NEITHER, "alteration", "changed what is said of an area")
RETIRED = word("area.retired", Side.NEITHER, "alteration", "retired an area")

Parts = Iterable[tuple[Agency, str]]


class NoFrontDoor(Exception):
    """Referrals would reach nobody. The text is shown to whoever sets up."""

    def __init__(self, front_door: Agency) -> None:
        super().__init__(
            f"{front_door.name} does not provide in this scheme, so it cannot be the front door."
        )


class AreaRefused(Exception):
    """The text is shown to the worker, beside the field that it is about."""

    field: str | None = None


class NotTheLead(AreaRefused):
    def __init__(self, lead: Agency) -> None:
        super().__init__(f"The areas of this scheme are kept by {lead.name}. Ask its administrator.")


class AreaNamedTwice(AreaRefused):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is already an area called {name} in this scheme.")


class NotASupporter(AreaRefused):
    field = "partner_support"

    def __init__(self, service: Agency) -> None:
        super().__init__(f"{service.name} does not support partners in this scheme.")


class AlreadyRetired(AreaRefused):
    def __init__(self, area: Area) -> None:
        super().__init__(f"{area.name} is retired already.")


@transaction.atomic
def set_up_scheme(
    slug: str,
    *,
    name: str,
    lead: Agency,
    front_door: Agency,
    parts: Parts,
    partner_support: Agency | None = None,
    minimum_age: int = 18,
    first_contact_working_days: int = 2,
    assessment_working_days: int = 10,
    by: Hat | None,
    at: dt.datetime,
) -> Scheme:
    """Bring agencies together under one front door. Raises NoFrontDoor when it provides nothing."""
    parts = list(parts)
    if (front_door, Participation.Part.PROVIDER) not in parts:
        raise NoFrontDoor(front_door)
    scheme = Scheme.objects.create(
        slug=slug,
        name=name,
        lead_agency=lead,
        front_door=front_door,
        partner_support=partner_support,
        minimum_age=minimum_age,
        first_contact_working_days=first_contact_working_days,
        assessment_working_days=assessment_working_days,
    )
    for agency, part in parts:
        Participation.objects.create(scheme=scheme, agency=agency, part=part)
    record(SET_UP, by=by, at=at, subjects=[scheme.pk])
    return scheme


@transaction.atomic
def add_area(
    scheme: Scheme,
    *,
    name: str,
    code: str = "",
    partner_support: Agency | None = None,
    by: Hat | None,
    at: dt.datetime,
) -> Area:
    """Raises AreaRefused."""
    scheme = _kept(scheme.pk, by=by)
    _refuse_second(scheme, name)
    _refuse_no_supporter(scheme, partner_support)
    area = Area.objects.create(
        scheme=scheme,
        kept_by_id=scheme.lead_agency_id,
        name=name,
        code=code,
        partner_support=partner_support,
    )
    record(ADDED, by=by, at=at, subjects=[area.pk])
    return area


@transaction.atomic
def change_area(
    area: Area,
    *,
    name: str,
    code: str,
    partner_support: Agency | None = None,
    seen_version: int,
    by: Hat | None,
    at: dt.datetime,
) -> Area:
    """Raises AreaRefused, or versions.Conflict when somebody else saved in between."""
    scheme = _kept(area.scheme_id, by=by)
    _refuse_retired(area)
    _refuse_second(scheme, name, but=area)
    _refuse_no_supporter(scheme, partner_support)
    values = {"name": name, "code": code, "partner_support": partner_support}
    changed = [field for field, value in values.items() if getattr(area, field) != value]
    area.change(seen_version=seen_version, **values)
    record(CHANGED, by=by, at=at, subjects=[area.pk], fields=changed)
    return area


@transaction.atomic
def retire_area(area: Area, *, seen_version: int, by: Hat | None, at: dt.datetime) -> Area:
    """Stop counting by the area from today. Raises AreaRefused or versions.Conflict."""
    _kept(area.scheme_id, by=by)
    _refuse_retired(area)
    area.change(seen_version=seen_version, retired_on=in_london(at).date())
    record(RETIRED, by=by, at=at, subjects=[area.pk])
    return area


def _kept(scheme_id: UUID, *, by: Hat | None) -> Scheme:
    """The scheme, held until the change is done, so that two people cannot use one name at once."""
    scheme = Scheme.objects.select_for_update(of=("self",)).select_related("lead_agency").get(pk=scheme_id)
    if by and by.agency_id != scheme.lead_agency_id:
        raise NotTheLead(scheme.lead_agency)
    return scheme


def _refuse_retired(area: Area) -> None:
    if area.retired_on:
        raise AlreadyRetired(area)


def _refuse_no_supporter(scheme: Scheme, service: Agency | None) -> None:
    """SAFETY: whoever receives learns where survivors live; that is for those alone who support them."""
    part = Participation.Part.PARTNER_SUPPORT
    if service and not scheme.participations.filter(agency=service, part=part).exists():
        raise NotASupporter(service)


def _refuse_second(scheme: Scheme, name: str, *, but: Area | None = None) -> None:
    others = scheme.areas.exclude(pk=but.pk) if but else scheme.areas.all()
    if others.filter(name__iexact=name).exists():
        raise AreaNamedTwice(name)
