"""Who can be tried out in the demonstration: everyone with a place, by scheme."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from chrysalis.access.roles import Role
from chrysalis.agencies.models import Membership, Scheme, Worker
from chrysalis.agencies.queries import in_force
from chrysalis.demo.plan import (
    ACCOUNTS,
    CASEWORK,
    CUSTODY,
    FACILITATION,
    INFORMATION,
    LINK_WORK,
    MANAGEMENT,
    PLANS,
    SAFEGUARDING,
    SAFETY_INFORMATION,
    SUPPORT_MANAGEMENT,
)


ROLE_ORDER = [
    CUSTODY, CASEWORK, FACILITATION, MANAGEMENT, SAFEGUARDING, LINK_WORK, SUPPORT_MANAGEMENT, INFORMATION,
    SAFETY_INFORMATION, ACCOUNTS,
]  # fmt: skip


@dataclass(frozen=True)
class Person:
    worker: Worker
    places: list[Membership]

    @property
    def what_for(self) -> str:
        """One line: what this person does all day."""
        roles: list[type[Role]] = list(dict.fromkeys(place.role for place in self.places))
        return " ".join(role.description for role in roles)


def people_by_scheme(*, on: dt.date) -> list[tuple[Scheme, list[Person]]]:
    return [(scheme, _people(scheme, on)) for scheme in _schemes()]


def first_of_each_role(*, on: dt.date) -> Iterator[tuple[Scheme, Membership]]:
    """A few to begin with: whoever comes first in each role of each scheme."""
    for scheme in _schemes():
        met: dict[str, Membership] = {}
        for place in _places(scheme, on):
            met.setdefault(place.role_slug, place)
        yield from ((scheme, place) for place in met.values())


def _schemes() -> QuerySet[Scheme]:
    return Scheme.objects.filter(slug__in=[plan.slug for plan in PLANS]).order_by("name")


def _people(scheme: Scheme, on: dt.date) -> list[Person]:
    """In the order of their first places."""
    held: dict[Worker, list[Membership]] = {}
    for place in _places(scheme, on):
        held.setdefault(place.worker, []).append(place)
    return [Person(worker, places) for worker, places in held.items()]


def _places(scheme: Scheme, on: dt.date) -> list[Membership]:
    """Those who send first, then those who receive, then those who keep things in order. Whoever was
    invited since comes last."""
    found = Membership.objects.filter(in_force(on), agency__participations__scheme=scheme).distinct()
    planned = {worker.email: number for number, worker in enumerate(PLANS[scheme.slug].workers)}
    return sorted(
        found.filter(worker__is_active=True).select_related("worker", "agency"),
        key=lambda place: (
            ROLE_ORDER.index(place.role_slug),
            planned.get(place.worker.email, len(planned)),
        ),
    )
