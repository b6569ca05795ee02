"""Choose to Change: the same weekly group at two sites, so that outcomes compare."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Abuse, Kind, Mode, Programme, Relationship, SexRule, Terms


PROGRAMMES.add(
    Programme(
        "c2c",
        "Choose to Change, 26 weeks",
        Kind.CHANGE,
        "A weekly group, joined in any week.",
        Terms(
            mode=Mode.GROUP,
            sex=SexRule.MEN,
            abuse_types=(Abuse.PARTNER,),
            relationships=(Relationship.PARTNER, Relationship.SAME_SEX_PARTNER),
            needs_acknowledgement=True,
            sessions_total=26,
            minutes=150,
            group_min=4,
            group_max=12,
            facilitators_min=2,
            mixed_facilitators=True,
        ),
    )
)
