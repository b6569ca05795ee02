"""Who can be tried out in the demonstration: everyone with a place, by scheme."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

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
    REFERRING,
    SAFEGUARDING,
    SAFETY_INFORMATION,
    SUPPORT_MANAGEMENT,
)
from chrysalis.demo.tour import Step, Stop


ROLE_ORDER = [
    CUSTODY, REFERRING, CASEWORK, FACILITATION, MANAGEMENT, SAFEGUARDING, LINK_WORK, SUPPORT_MANAGEMENT,
    INFORMATION, SAFETY_INFORMATION, ACCOUNTS,
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


Standing = list[tuple[Step, list[tuple[Stop, Worker, str]]]]


def who_stands_where(steps: tuple[Step, ...], *, at: dt.datetime) -> Standing:
    """Each step of the tour with the person of each stop, and where that person begins; none where the world
    is not built."""
    emails = {stop.email for step in steps for stop in step.stops}
    workers = {worker.email: worker for worker in Worker.objects.filter(email__in=emails, is_active=True)}
    return [
        (
            step,
            [
                (stop, workers[stop.email], _address(stop, workers[stop.email], at))
                for stop in step.stops
                if stop.email in workers
            ],
        )
        for step in steps
    ]


def _address(stop: Stop, worker: Worker, at: dt.datetime) -> str:
    if stop.about is None:
        return reverse(stop.page)
    key = stop.about.of(worker, at=at)
    return reverse(stop.page, args=[key]) if key else reverse(stop.about.otherwise)
