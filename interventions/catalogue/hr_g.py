"""Healthy Relationships in a group: twelve sessions, up to eight men."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Abuse, Intake, Kind, Mode, Programme, SexRule, Terms


PROGRAMMES.add(
    Programme(
        "hr-g",
        "Healthy Relationships, group",
        Kind.EARLY,
        "The same content for up to eight men with two facilitators.",
        Terms(
            mode=Mode.GROUP,
            sex=SexRule.MEN,
            abuse_types=(Abuse.PARTNER, Abuse.FAMILY),
            interpreter=False,
            sessions_total=12,
            minutes=120,
            intake=Intake.CLOSED,
            group_min=4,
            group_max=8,
            facilitators_min=2,
        ),
    )
)
