"""Two workshops under a conditional caution; whoever misses one repeats both."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import (
    Abuse,
    Frequency,
    Gate,
    Intake,
    Kind,
    Mode,
    Programme,
    Terms,
)


PROGRAMMES.add(
    Programme(
        "cara",
        "CARA workshops",
        Kind.EARLY,
        "Two days, four to five weeks apart, as a condition of a caution. Police are told attendance only.",
        Terms(
            mode=Mode.GROUP,
            abuse_types=(Abuse.PARTNER,),
            grades=("standard",),
            modules=("Workshop A", "Workshop B"),
            core_modules=("Workshop A", "Workshop B"),
            sessions_total=2,
            minutes=300,
            frequency=Frequency.APART,
            apart_min_days=28,
            apart_max_days=35,
            intake=Intake.CLOSED,
            group_max=12,
            facilitators_min=2,
            allocate_days=14,
            gate=Gate.ATTEMPT,
            late_minutes=0,
            repeat_if_missed=True,
            completion_percent=100,
            exit_review=False,
        ),
    )
)
