"""Healthy Relationships, one to one: ten sessions, for anybody."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Abuse, Kind, Mode, Programme, Terms


PROGRAMMES.add(
    Programme(
        "hr-1",
        "Healthy Relationships, one to one",
        Kind.EARLY,
        "Ten sessions with one practitioner, for people of any sex.",
        Terms(
            mode=Mode.ONE_TO_ONE,
            abuse_types=(Abuse.PARTNER, Abuse.TO_PARENT, Abuse.TO_CHILD, Abuse.FAMILY),
            sessions_total=10,
            minutes=90,
            allocate_days=14,
        ),
    )
)
