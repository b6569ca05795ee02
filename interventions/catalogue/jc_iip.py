"""Twelve weeks one to one, for those whom the men's group does not fit."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Abuse, Kind, Mode, Proceedings, Programme, Relationship, Terms


PROGRAMMES.add(
    Programme(
        "jc-iip",
        "Individual programme, 12 weeks",
        Kind.CHANGE,
        "One to one: for women, people in same-sex relationships, people who need an interpreter, and others "
        "whom the group does not fit.",
        Terms(
            mode=Mode.ONE_TO_ONE,
            abuse_types=(Abuse.PARTNER,),
            relationships=(Relationship.PARTNER, Relationship.SAME_SEX_PARTNER),
            needs_acknowledgement=True,
            criminal=Proceedings.EXPERT,
            public_family=Proceedings.EXPERT,
            private_family=Proceedings.EXPERT,
            previous_months=6,
            modules=("Safer relationships",),
            core_modules=("Safer relationships",),
            sessions_total=12,
            minutes=60,
        ),
        instead_of="jc-group",
    )
)
