"""What holds for each way in of a scheme: as its administrator set it, or as is usual."""

from collections.abc import Mapping
from dataclasses import dataclass

from chrysalis.agencies.models import Scheme
from referrals.models import Source, WayIn
from referrals.rules.paths import Ages
from referrals.rules.ways_in import USUAL, Usual


@dataclass(frozen=True)
class WaysIn:
    """What holds for each, and the version of each; 0 where nobody has changed it."""

    rows: Mapping[str, WayIn]

    def held(self, source: str) -> Usual:
        row = self.rows.get(source)
        return Usual(row.lawful_basis, row.without_agreement) if row else USUAL[Source(source).value]

    def version(self, source: str) -> int:
        row = self.rows.get(source)
        return row.version if row else 0


def ways_into(scheme: Scheme) -> WaysIn:
    """Reference data of the scheme, which whoever fills in a form is held to."""
    return WaysIn({each.source: each for each in WayIn.objects.filter(scheme=scheme)})


def ages_of(scheme: Scheme) -> Ages:
    return Ages(scheme.minimum_age, scheme.sent_on_age)
