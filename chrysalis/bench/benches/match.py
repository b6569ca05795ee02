"""Comparing a referral with everybody whom the agency knows: under row security, against the same without.

Of those that wait, the one with the most common surname, which has the most people like it, and one with the
rarest.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import send, send_as_owner, taken_down, undone
from referrals import queries
from referrals.actions.reading import open_referral
from referrals.matching import candidates
from referrals.models import Referral


TARGET = 1.4
LOOKED_AT = 500  # of those that wait


def duels(crowd: Crowd) -> Iterator[Duel]:
    for size in ("largest", "middling"):
        hat = crowd.providers[size].hat
        for what, referral in _waiting(hat).items():
            statements = taken_down(partial(_compare, hat, referral), by=hat)
            yield Duel(
                f"{what}, {size}",
                ours=send(statements, undo=True),
                yardstick=send_as_owner(statements, undo=True),
                target=TARGET,
                setting=partial(undone, hat),
            )


def _waiting(hat: Hat) -> dict[str, Referral]:
    with acting_as(hat):
        found = list(queries.inbox(hat).filter(date_of_birth__regex="^.{10}$").order_by("id")[:LOOKED_AT])
    counted = Counter(referral.family_name for referral in found)
    ordered = sorted(found, key=lambda referral: (counted[referral.family_name], str(referral.pk)))
    return {"a common surname": ordered[-1], "a rare surname": ordered[0]}


def _compare(hat: Hat, referral: Referral) -> None:
    """What the page of a referral asks once it has found it."""
    candidates(hat, open_referral(referral, by=hat, at=timezone.now()))


BENCHES.add(Bench("match", "who known may be the person of a referral, with row security and without", duels))
