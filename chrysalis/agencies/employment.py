"""Who works for whom: an agency, the force it belongs to and that force's suites are one employer.

SAFETY: people who hurt their partners also wear uniforms, and their colleagues hold the records. What
is asked here decides who can never be let into a restricted case.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from chrysalis.access.context import as_the_service
from chrysalis.agencies.models import Agency, Membership
from chrysalis.agencies.queries import in_force


# Roles whose holders may be named although they work for the person's employer, because that is their
# task: an employer's professional standards. There is none yet.
PROFESSIONAL_STANDARDS: frozenset[str] = frozenset()


def family(agency_id: UUID | None) -> frozenset[UUID]:
    """The agency, the one above it, and all below that one."""
    if agency_id is None:
        return frozenset()
    head = Agency.objects.values_list("parent_id", flat=True).get(pk=agency_id) or agency_id
    return frozenset(Agency.objects.filter(Q(pk=head) | Q(parent_id=head)).values_list("pk", flat=True))


def employed_by(employer_id: UUID | None, workers: Iterable[UUID], *, on: dt.date) -> frozenset[UUID]:
    """Those of the workers who have a place anywhere in the employer's family, whatever hat they wear now."""
    agencies = family(employer_id)
    if not agencies:
        return frozenset()
    with as_the_service():
        places = Membership.objects.filter(in_force(on), agency__in=agencies, worker__in=list(workers))
        return frozenset(
            places.exclude(role_slug__in=PROFESSIONAL_STANDARDS).values_list("worker_id", flat=True)
        )
