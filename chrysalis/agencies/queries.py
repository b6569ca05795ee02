"""What may be read of agencies, accounts and agreements."""

import datetime as dt
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import (
    Agency,
    Agreement,
    Area,
    Conflict,
    Membership,
    Participation,
    Scheme,
    Signature,
    Worker,
    with_name,
)


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


# Every request behind a hat asks this one: as a statement, since composing it took longer than answering it.
_WORN = """
SELECT place.role_slug, agency.id, agency.kinds, agency.idle_minutes, agency.name
FROM agencies_membership place
JOIN agencies_worker worker ON worker.id = place.worker_id
JOIN agencies_agency agency ON agency.id = place.agency_id
WHERE place.id = %s AND place.worker_id = %s AND worker.is_active
  AND place.starts_on <= %s AND (place.ends_on IS NULL OR place.ends_on > %s)
"""


def hat_of(membership_id: UUID, worker_id: UUID, *, on: dt.date) -> Hat | None:
    """The hat of one place of the worker's, if it holds on that day."""
    with connection.cursor() as cursor:
        cursor.execute(_WORN, [membership_id, worker_id, on, on])
        found = cursor.fetchone()
    if found is None:
        return None
    role_slug, *columns = found
    agency = Agency(**dict(zip(("id", "kinds", "idle_minutes", "name"), columns, strict=True)))
    place = Membership(id=membership_id, worker_id=worker_id, agency=agency, role_slug=role_slug)
    return make_hat(place)


def accounts(hat: Hat) -> QuerySet[Membership]:
    """Every place in the own agency, past and present."""
    return visible(hat, Membership.objects.select_related("worker"))


def agreements(hat: Hat) -> QuerySet[Agreement]:
    """The agreements of the schemes that the own agency takes part in: signed by it or open to it."""
    found = Agreement.objects.filter(scheme__in=_schemes_of(hat)).select_related("scheme", "kept_by")
    return visible(hat, found)


def agreements_binding(hat: Hat) -> QuerySet[Agreement]:
    """Those that the own agency has signed, or its force for it."""
    own = Q(agency_id=hat.agency_id) | Q(agency__suites=hat.agency_id)
    return agreements(hat).filter(pk__in=Signature.objects.filter(own).values("agreement"))


def signatures(hat: Hat, agreement: Agreement) -> QuerySet[Signature]:
    return visible(hat, agreement.signatures.select_related("agency"))


def schemes_to_agree_in(hat: Hat) -> QuerySet[Scheme]:
    return visible(hat, Scheme.objects.filter(pk__in=_schemes_of(hat)))


def schemes_led(hat: Hat) -> QuerySet[Scheme]:
    """The schemes whose areas the own agency keeps."""
    return visible(hat, Scheme.objects.filter(lead_agency_id=hat.agency_id))


def _schemes_of(hat: Hat) -> QuerySet:
    return Participation.objects.filter(agency_id=hat.agency_id).values("scheme")


def partner_supporters(hat: Hat) -> QuerySet[Agency]:
    """The partner support services of the schemes that the own agency leads."""
    part = Participation.Part.PARTNER_SUPPORT
    led = Participation.objects.filter(scheme__lead_agency_id=hat.agency_id, part=part).values("agency")
    return visible(hat, Agency.objects.filter(pk__in=led))


def areas(hat: Hat) -> QuerySet[Area]:
    return visible(hat, Area.objects.select_related("scheme"))


def schemes_served(agency_id: UUID) -> QuerySet[Scheme]:
    """The schemes an agency, or the force it belongs to, refers into."""
    part = Q(participations__part="referrer")
    return Scheme.objects.filter(part, participations__agency_id=agency_id).select_related("front_door")


def schemes_provided(hat: Hat) -> QuerySet[Scheme]:
    """The schemes that the own agency works in as a provider."""
    part = Participation.Part.PROVIDER
    provided = Participation.objects.filter(agency_id=hat.agency_id, part=part).values("scheme")
    return visible(hat, Scheme.objects.filter(pk__in=provided))


def conflicts(hat: Hat) -> QuerySet[Conflict]:
    """The conflicts of interest that stand: one's own; for a safeguarding lead, the agency's."""
    return with_name(visible(hat, Conflict.objects.filter(until__isnull=True)), "worker")


def declared_conflicts(hat: Hat) -> QuerySet[Conflict]:
    """Those that somebody declared. SAFETY: what follows from one is another name of that person, and whoever
    knows them must not read here that they are with the agency."""
    return conflicts(hat).filter(follows__isnull=True)


def other_employers(hat: Hat) -> QuerySet[Agency]:
    """The agencies beside the own one in its schemes, whom somebody referred may work for."""
    together = Participation.objects.filter(scheme__in=_schemes_of(hat)).values("agency")
    return visible(hat, Agency.objects.filter(pk__in=together).exclude(pk=hat.agency_id))


def participants(scheme: Scheme) -> QuerySet[Agency]:
    """The agencies that take part in a scheme, whoever asks: reference data."""
    return Agency.objects.filter(pk__in=scheme.participations.values("agency"))


def supporting(scheme: Scheme) -> QuerySet[Agency]:
    """Who supports partners in a scheme, by name: for anybody who is told whom to ring."""
    part = Participation.Part.PARTNER_SUPPORT
    return Agency.objects.filter(participations__scheme=scheme, participations__part=part).order_by("name")


def colleagues(hat: Hat, *roles: str, on: dt.date) -> QuerySet[Membership]:
    """The places in the own agency that hold on that day, in these roles; for those who may see places."""
    return accounts(hat).filter(in_force(on), role_slug__in=roles, worker__is_active=True)
