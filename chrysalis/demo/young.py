"""Young people of the demonstration, before they are accepted: who of children's services knows of them, and
who agrees; and a pathway for those of whom only the year of birth is known. It casts no dice."""

import datetime as dt

from chrysalis.access.hat import Hat
from referrals.actions.pathways import choose_path
from referrals.models import AgePath, Referral, ResponsibleAdult, YoungPerson
from referrals.models.young import OfYoungPerson


RELATIONS = (ResponsibleAdult.Relation.PARENT, ResponsibleAdult.Relation.FOSTER)


def make_ready(referral: Referral, *, by: Hat, at: dt.datetime) -> Referral:
    """As it can be accepted, in front of the caseworker who does."""
    if referral.age_path == AgePath.UNSURE:
        choose_path(referral, path=AgePath.ADULT, because="By the custody record: over 18.", by=by, at=at)
    elif referral.age_path == AgePath.YOUNG:
        told = _answered_for(referral, at=at)
        choose_path(referral, path=AgePath.YOUNG, because="", told=told, by=by, at=at)
    return Referral.objects.get(pk=referral.pk)


def _answered_for(referral: Referral, *, at: dt.datetime) -> list[OfYoungPerson]:
    """Of every second one a parent agrees; of the others, nobody was safe to ask."""
    young = YoungPerson(
        services_worker="Duty desk, children and families",
        services_reached_at="01632 960811",
        able=YoungPerson.Able.YES,
        able_because="Spoken with alone, twice. Knows what is offered, and that they may stop.",
        at=at,
    )
    if referral.pk.int % 2:
        why = "Nobody safe to ask at home yet. Children’s services look for somebody."
        return [young, ResponsibleAdult(agrees=ResponsibleAdult.Agrees.NOT_ASKED, why=why, at=at)]
    adult = ResponsibleAdult(
        name=f"{('Corin', 'Maren')[referral.pk.int % 4 // 2]} {referral.family_name}",
        relation=RELATIONS[referral.pk.int % 4 // 2],
        has_responsibility="yes",
        reached_at="07700 900812",
        agrees=ResponsibleAdult.Agrees.YES,
        at=at,
    )
    return [young, adult]
