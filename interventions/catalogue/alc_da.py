"""Alcohol and domestic abuse, as a condition of a caution."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Gate, Kind, Mode, Programme, Terms


PROGRAMMES.add(
    Programme(
        "alc-da",
        "Alcohol and domestic abuse",
        Kind.EARLY,
        "Safer drinking, triggers and feelings, as a condition of a caution. Begins with AUDIT.",
        Terms(
            mode=Mode.ONE_TO_ONE,
            assessments_before=("AUDIT",),
            sessions_total=4,
            minutes=60,
            allocate_days=14,
            gate=Gate.ATTEMPT,
            exit_review=False,
        ),
    )
)
