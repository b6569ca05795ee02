"""Twelve weeks in the community, from release on."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Gate, Kind, Mode, Programme, Terms


PROGRAMMES.add(
    Programme(
        "comm12",
        "Community intervention, 12 weeks",
        Kind.EARLY,
        "One to one in the community, after contact in custody.",
        Terms(mode=Mode.ONE_TO_ONE, sessions_total=12, minutes=60, allocate_days=7, gate=Gate.ATTEMPT),
    )
)
