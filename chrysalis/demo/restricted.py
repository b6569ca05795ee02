"""One restricted case in each scheme: somebody whom colleagues know. One of them was named for it, and
another opened it in an emergency that a lead has still to review."""

import datetime as dt

from chrysalis.access.context import acting_as
from chrysalis.agencies.actions.conflicts import declare_conflict
from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from referrals import queries
from referrals.actions.naming import name_worker
from referrals.actions.opening import break_glass
from referrals.actions.restricting import restrict
from referrals.models import Referral


WHICH = 4  # the first of each scheme from which a case was opened
WHY = "Plays in the same team as two officers of the custody suite, who know where the case is held."
EMERGENCY = "Rang from outside an address. Nobody who is named could be reached."
AN_HOUR = dt.timedelta(hours=1)


def restrict_one(
    referral: Referral, *, lead: Membership, caseworkers: list[Membership], at: dt.datetime
) -> None:
    """Restricted five hours ago, and opened by a colleague one hour ago."""
    hat = make_hat(lead)
    with acting_as(hat):
        found = queries.for_restricting(hat).get(pk=referral.pk)
        made = restrict(found, reason=WHY, employer=None, by=hat, at=at - 5 * AN_HOUR)
        name_worker(made, caseworkers[0].worker, by=hat, at=at - 4 * AN_HOUR)
    for colleague in map(make_hat, caseworkers[1:2]):
        with acting_as(colleague):
            break_glass(referral.reference, reason=EMERGENCY, by=colleague, at=at - AN_HOUR)
            declare_conflict(
                given_names="Perpetua",
                family_name="Gorsedale",
                date_of_birth="1984",
                kind="friend",
                by=colleague,
                at=at - AN_HOUR,
            )
