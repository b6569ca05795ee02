"""Whom to ring when a page cannot help: one's own agency, and the front doors one refers through."""

from typing import NamedTuple

from django.db.models import Q

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Scheme


class Number(NamedTuple):
    who: str
    telephone: str


def to_ring(hat: Hat) -> list[Number]:
    """By name; an agency without a number is left out."""
    served = Scheme.objects.filter(participations__agency_id=hat.agency_id)
    found = Agency.objects.filter(Q(pk=hat.agency_id) | Q(front_door_of__in=served)).exclude(telephone="")
    agencies = visible(hat, found).distinct().order_by("name")
    return [Number(*row) for row in agencies.values_list("name", "telephone")]
