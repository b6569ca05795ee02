"""Finding people by what somebody remembers: under row security, against the same questions without."""

from collections.abc import Iterator
from functools import partial

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from chrysalis.bench.statements import send, send_as_owner, taken_down, undone
from referrals import queries
from referrals.models import Case, PersonKey
from referrals.search import search


TARGET = 1.4


def duels(crowd: Crowd) -> Iterator[Duel]:
    for size in ("largest", "middling"):
        hat = crowd.providers[size].hat
        for what, typed in _remembered(hat).items():
            statements = taken_down(partial(search, hat, typed), by=hat)
            yield Duel(
                f"{what}, {size}",
                ours=send(statements),
                yardstick=send_as_owner(statements),
                target=TARGET,
                setting=partial(undone, hat),
            )


def _remembered(hat: Hat) -> dict[str, str]:
    """What is known of one real person of the agency."""
    with acting_as(hat):
        case: Case = queries.cases(hat).filter(date_of_birth__regex="^.{10}$").order_by("-opened_at", "id")[0]
        texts = dict(PersonKey.objects.filter(referral=case.referral_id).values_list("text", "shown"))
    phone = next((text for text in texts if text.startswith("phone:")), "phone:321009")
    family, _, given = case.person_name.partition(", ")
    return {
        "name and birth date": f"{given} {family} {case.date_of_birth}",
        "name with a slip": f"{given} {family[:2]}{family[3:]}",
        "end of a telephone number": phone.removeprefix("phone:")[:6][::-1],
        "reference": case.reference,
    }


BENCHES.add(Bench("search", "finding a person, with row security and without", duels))
