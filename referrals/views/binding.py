"""What binds the person of a case: it stands with the referrals that came to it."""

import datetime as dt
from collections.abc import Iterable

from chrysalis.access.hat import Hat
from referrals import queries
from referrals.actions.reading import open_beside
from referrals.models import Case, Incident


def brought(case: Case, told_since: Iterable[Incident], *, by: Hat, at: dt.datetime) -> list[queries.OfForce]:
    """By each referral of the case, the first and those that joined it: each is opened for it."""
    if not case.is_bound:
        return []
    of_each = []
    for referral_id in filter(
        None, [case.referral_id, *(each.referral_id for each in told_since if each.taken_off_at is None)]
    ):
        open_beside(case, by=by, at=at, referral_id=referral_id)
        of_each.append(queries.of_force(by, referral_id))
    return of_each
