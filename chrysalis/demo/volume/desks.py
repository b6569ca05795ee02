"""Who sends to whom: every custody suite with its provider, its partner support service and their people.

Agencies differ as they do in life: the largest provider has some hundred times the cases of the
smallest, and the busiest suite of a force sixteen times those of its quietest.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from chrysalis.agencies.models import Agency, Membership, Scheme
from chrysalis.agencies.queries import in_force
from chrysalis.demo.plan import CASEWORK, CUSTODY, LINK_WORK, PLANS, SAFEGUARDING
from chrysalis.demo.volume.plans import slug_of
from partners.queries import service_for


LOTS = 10_000
STEEPNESS = 1.2


@dataclass(frozen=True)
class Desk:
    scheme: Scheme
    suite: Agency
    provider: Agency
    support: Agency
    weight: float
    officers: list[Membership]
    caseworkers: list[Membership]
    link_workers: list[Membership]
    leads: list[Membership]

    @property
    def row(self) -> tuple[object, ...]:
        """For the staging table: agencies, then for each kind of worker their keys and their places'."""
        town = self.suite.name.split()[0]
        code = "".join(letter for letter in self.suite.name.upper() if letter.isalpha())[:3]
        agencies = (self.scheme.pk, self.suite.pk, self.suite.name, code, town)
        receivers = (self.provider.pk, self.provider.name, self.support.pk)
        return (
            *agencies, *receivers, *keys_of(self.officers), *keys_of(self.caseworkers),
            *keys_of(self.link_workers), self.leads[0].worker_id,
        )  # fmt: skip


def desks(*, schemes: int, on: dt.date) -> list[Desk]:
    """The told schemes first and largest, then the invented ones."""
    slugs = [found.slug for found in PLANS] + [slug_of(number) for number in range(schemes)]
    return [desk for rank, slug in enumerate(slugs, 1) for desk in _of_scheme(slug, rank, on)]


def lots(found: list[Desk]) -> Iterator[int]:
    """The number of a desk for each of the lots that a case may draw: more of them for a busier one."""
    total = sum(desk.weight for desk in found)
    for number, desk in enumerate(found):
        yield from [number] * max(1, int(desk.weight / total * LOTS))


def _of_scheme(slug: str, rank: int, on: dt.date) -> Iterator[Desk]:
    scheme = Scheme.objects.select_related("front_door").get(slug=slug)
    support = service_for(scheme)
    if support is None:
        return
    provider = scheme.front_door
    for turn, suite in enumerate(_suites(scheme), 1):
        yield Desk(
            scheme, suite, provider, support, weight=rank**-STEEPNESS * turn**-2,
            officers=places_at(suite, CUSTODY, on), caseworkers=places_at(provider, CASEWORK, on),
            link_workers=places_at(support, LINK_WORK, on), leads=places_at(provider, SAFEGUARDING, on),
        )  # fmt: skip


def _suites(scheme: Scheme) -> list[Agency]:
    sending = {"participations__scheme": scheme, "participations__part": "referrer"}
    return list(
        Agency.objects.filter(kinds__contains=[Agency.Kind.CUSTODY_SUITE], **sending).order_by("slug")
    )


def places_at(agency: Agency, role: str, on: dt.date) -> list[Membership]:
    held = Membership.objects.filter(in_force(on), agency=agency, role_slug=role)
    return list(held.order_by("worker__email", "pk"))


def keys_of(places: list[Membership]) -> tuple[list[object], list[object]]:
    return [place.worker_id for place in places], [place.pk for place in places]
