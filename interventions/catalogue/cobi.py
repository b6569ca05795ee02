"""Twelve sessions one to one for people who stalk, given by psychologists or trained officers."""

from interventions.catalogue.registered import PROGRAMMES
from interventions.catalogue.terms import Abuse, Kind, Mode, Programme, Terms


PROGRAMMES.add(
    Programme(
        "cobi",
        "COBI, 12 sessions",
        Kind.CHANGE,
        "One to one for stalking behaviour, with daily diaries; a practitioner within two weeks.",
        Terms(
            mode=Mode.ONE_TO_ONE,
            abuse_types=(Abuse.STALKING,),
            sessions_total=12,
            minutes=150,
            allocate_days=14,
        ),
    )
)
