"""What it costs a page that everybody whom it shows is written down."""

from collections.abc import Iterator
from functools import partial
from unittest.mock import patch

from django.urls import reverse

from chrysalis.bench.browsing import Visitor
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd
from referrals.views import cases


TARGET = 1.05


def duels(crowd: Crowd) -> Iterator[Duel]:
    address = reverse("referrals:cases")
    for size in ("largest", "middling"):
        visitor = Visitor(crowd.providers[size])
        yield Duel(
            f"caseload, {size}",
            ours=partial(visitor.get, address),
            yardstick=partial(_without_entry, visitor, address),
            target=TARGET,
            setting=visitor.at_work,
        )


def _without_entry(visitor: Visitor, address: str) -> None:
    with patch.object(cases, "read"):
        visitor.get(address)


BENCHES.add(Bench("logged-read", "a page with its log entry, against the same page without", duels))
