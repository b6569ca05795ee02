"""The long men's group of Leicester, Leicestershire and Rutland: two halves of twelve weeks."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import (
    Abuse,
    Intake,
    Kind,
    Mode,
    Proceedings,
    Programme,
    Relationship,
    SexRule,
    Terms,
)


PROGRAMMES.add(
    Programme(
        "jc-group",
        "Men's group, 24 weeks",
        Kind.CHANGE,
        "Two halves of twelve weeks, joined at the start of either.",
        Terms(
            mode=Mode.GROUP,
            sex=SexRule.MEN,
            abuse_types=(Abuse.PARTNER,),
            relationships=(Relationship.PARTNER,),
            needs_acknowledgement=True,
            interpreter=False,
            criminal=Proceedings.EXPERT,
            public_family=Proceedings.EXPERT,
            private_family=Proceedings.EXPERT,
            previous_months=6,
            modules=("Safer relationships", "Respectful relationships"),
            core_modules=("Safer relationships", "Respectful relationships"),
            sessions_total=24,
            minutes=150,
            intake=Intake.ENTRY_POINTS,
            group_min=4,
            group_max=12,
            facilitators_min=2,
            mixed_facilitators=True,
        ),
    )
)
