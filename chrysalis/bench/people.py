"""Who does the measured work: somebody at the largest agency, at a middling one, at the smallest."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connections
from django.db.models import Count

from chrysalis.access.hat import Hat
from chrysalis.access.personas import OWNER
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from interventions.models import GroupSession
from partners.models import Survivor
from referrals.models import Case, ReferralStatus


MIDDLING = 20_000
A_PAGE = 26  # cases: who has fewer shows a shorter page than the others, and cannot be held against them


@dataclass(frozen=True)
class Person:
    hat: Hat
    membership: Membership
    size: str  # "229,431 cases"


@dataclass(frozen=True)
class Crowd:
    cases: int
    providers: dict[str, Person]  # largest, middling, smallest
    desk: Person
    support: Person
    facilitator: Person  # at the provider with the most sessions of groups
    group_worker: Person  # a caseworker there, who plans them


class NobodyThere(Exception):
    """There are no cases to measure with. The text is shown to whoever asked."""

    def __init__(self) -> None:
        super().__init__("There are no cases here. Build the demonstration first: demo_world --cases 1000000")


def find_crowd() -> Crowd:
    """Counted as the owner of the tables, whom no policy narrows."""
    held, met = _counts(Case, "provider_agency_id"), _counts(GroupSession, "provider_agency_id")
    sent, supported = _counts(ReferralStatus, "referring_agency_id"), _counts(Survivor, "support_agency_id")
    if not (held and sent and supported and met):
        raise NobodyThere
    sizes = {"largest": held[-1], "middling": _nearest(held, MIDDLING), "smallest": _smallest(held)}
    return Crowd(
        cases=sum(count for _, count in held),
        providers={size: _person(found, "caseworker", "cases") for size, found in sizes.items()},
        desk=_person(_nearest(sent, 200), "custody-officer", "sent"),
        support=_person(supported[-1], "link-worker", "survivors"),
        facilitator=_person(met[-1], "facilitator", "sessions"),
        group_worker=_person(met[-1], "caseworker", "sessions"),
    )


def size_of_database() -> str:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


Counted = tuple[UUID, int]


def _counts(model: type, column: str) -> list[Counted]:
    """Agencies by how many rows they have, the fewest first."""
    rows = model._default_manager.using(OWNER).order_by()  # type: ignore[attr-defined]
    found = rows.values_list(column).annotate(rows=Count("pk"))
    return sorted(found, key=lambda counted: (counted[1], str(counted[0])))


def _nearest(counted: list[Counted], wanted: int) -> Counted:
    return min(counted, key=lambda found: abs(found[1] - wanted))


def _smallest(counted: list[Counted]) -> Counted:
    return next((found for found in counted if found[1] >= A_PAGE), counted[-1])


def _person(found: Counted, role: str, of_what: str) -> Person:
    agency, count = found
    places = Membership.objects.filter(agency_id=agency, role_slug=role, ends_on=None).select_related(
        "agency"
    )
    place = places.order_by("worker__email")[0]
    return Person(make_hat(place), place, f"{count:,} {of_what}")
