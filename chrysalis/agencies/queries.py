"""What may be read of agencies, accounts and agreements."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agreement, Area, Membership, Scheme, Worker


def in_force(on: dt.date) -> Q:
    """A membership that holds on that day: `ends_on` is the first day without it."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def memberships_of(worker: Worker, *, on: dt.date) -> QuerySet[Membership]:
    """What the worker may choose to work as on that day."""
    return (
        Membership.objects.filter(in_force(on), worker=worker, worker__is_active=True)
        .select_related("agency")
        .order_by("agency__name", "role_slug")
    )


def hat_for(worker: Worker, membership_id: UUID, *, on: dt.date) -> Hat | None:
    """The hat this membership gives on that day; None when it is not, or no longer, the worker's."""
    found = memberships_of(worker, on=on).filter(pk=membership_id).first()
    return found and make_hat(found)


def make_hat(membership: Membership) -> Hat:
    agency = membership.agency
    return Hat(
        worker_id=membership.worker_id,
        membership_id=membership.pk,
        agency_id=agency.pk,
        agency_kinds=frozenset(agency.kinds),
        role_slug=membership.role_slug,
        agency_idle_minutes=agency.idle_minutes,
        label=str(membership),
    )


def accounts(hat: Hat) -> QuerySet[Membership]:
    """Every place in the own agency, past and present."""
    return visible(hat, Membership.objects.select_related("worker"))


def agreements(hat: Hat) -> QuerySet[Agreement]:
    """The agreements the own agency has signed or keeps."""
    own = Q(kept_by_id=hat.agency_id) | Q(signatures__agency_id=hat.agency_id)
    return Agreement.objects.filter(own).select_related("scheme").distinct()


def areas(hat: Hat) -> QuerySet[Area]:
    return visible(hat, Area.objects.select_related("scheme"))


def schemes_served(agency_id: UUID) -> QuerySet[Scheme]:
    """The schemes an agency, or the force it belongs to, refers into."""
    part = Q(participations__part="referrer")
    return Scheme.objects.filter(part, participations__agency_id=agency_id).select_related("front_door")
