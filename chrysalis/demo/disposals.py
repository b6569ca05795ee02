"""Referrals by the officers who give out-of-court disposals: two workshops under a caution, and one about
drink. Of each force the first is on a case by now; its deadline comes before a programme could end."""

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from chrysalis import keys
from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.demo.people import invent_person
from chrysalis.working_days import in_london
from referrals.actions import referring, triage
from referrals.models import (
    CameWith,
    Disposal,
    Known,
    Marker,
    Obligation,
    PoliceDetails,
    ProfessionalDetails,
    Referral,
)


FORM_KEY = keys.Key("disposal-form")  # of the page that a referral was sent from
Kind, Binds, Stands, Part = Disposal.Kind, Obligation.Kind, PoliceDetails.Stands, PoliceDetails.Part
B, D = ProfessionalDetails.Behaviour, ProfessionalDetails


@dataclass(frozen=True)
class Given:
    """A disposal, as it is told: what for, on what conditions, how many days ago and by when."""

    what_happened: str
    offence: str
    conditions: tuple[str, ...]
    kind: str = Kind.CONDITIONAL
    given_ago: int = 5
    due_in: int = 70
    parts: tuple[str, ...] = ()
    order: str = ""
    is_taken: bool = False


WORKSHOPS = "Attend both workshops, in order, and arrive on time"
GIVEN: dict[str, tuple[Given, ...]] = {
    "kent": (
        Given(
            "Pushed somebody in a doorway after an argument about money. First time that police were called.",
            "Common assault",
            (WORKSHOPS, "Not to go back to the address for 28 days"),
            given_ago=40,
            due_in=11,
            parts=(Part.DRINK,),
            is_taken=True,
        ),
        Given(
            "Sent some forty messages in one night, and waited outside the next morning.",
            "Harassment without violence",
            (WORKSHOPS,),
            order=Binds.SPO,
        ),
    ),
    "west-midlands": (
        Given(
            "Broke a door and shouted, after drinking since noon. Says it only ever happens with drink.",
            "Criminal damage",
            ("Four sessions about drink, with the custody team", "Pay for the door"),
            given_ago=30,
            due_in=17,
            parts=(Part.DRINK, Part.CHILDREN),
            is_taken=True,
        ),
        Given(
            "Slapped a brother at a family party. Both had been drinking.",
            "Common assault",
            ("Four sessions about drink, with the custody team",),
            kind=Kind.COMMUNITY,
            parts=(Part.DRINK,),
            order=Binds.BAIL,
        ),
    ),
}
HOURS_AGO = (70, 5)


def refer(
    place: Membership,
    scheme: Scheme,
    caseworker: Membership,
    *,
    towns: tuple[str, ...],
    seed: str,
    at: dt.datetime,
) -> None:
    for number, (given, hours) in enumerate(zip(GIVEN[scheme.slug], HOURS_AGO, strict=True)):
        random = Random(f"{seed}/disposals/{number}")  # noqa: S311 - a story, not a secret
        sent_at = at - dt.timedelta(hours=hours)
        person = invent_person(random, on=in_london(sent_at).date(), towns=towns, youngest=18)
        reference = _send(place, scheme, given, person, at=sent_at)
        if given.is_taken:
            _take(reference, caseworker, at=sent_at + dt.timedelta(hours=2))


def _send(place: Membership, scheme: Scheme, given: Given, person: dict[str, Any], *, at: dt.datetime) -> str:
    hat = make_hat(place)
    told = {
        "behaviours": [B.PHYSICAL if "assault" in given.offence else B.EMOTIONAL],
        "what_happened": given.what_happened,
        "agrees": D.Agrees.YES,
        "post": "Officer, out-of-court disposals",
        "reached_at": place.agency.telephone,
        "markers": [Marker.DRUGS] if Part.DRINK in given.parts else [],
    }
    with acting_as(hat):
        sent = referring.submit(
            scheme,
            source="police",
            person=person,
            details=told,
            beside=_beside(given, on=in_london(at).date()),
            sent_as=FORM_KEY(),
            by=hat,
            at=at,
        )
    return sent.reference


def _beside(given: Given, *, on: dt.date) -> list[CameWith]:
    given_on = on - dt.timedelta(days=given.given_ago)
    binds = [(Binds.CONDITION, words, None) for words in given.conditions]
    if given.order:
        binds.append((given.order, "Not to get in touch with one person", on + dt.timedelta(weeks=30)))
    return [
        PoliceDetails(
            unit="Disposals unit",
            offence=given.offence,
            stands=Stands.DISPOSAL,
            arrested_on=given_on - dt.timedelta(days=1),
            parts=list(given.parts),
            firearms=Known.NO,
            risk_tool="the force’s own matrix",
            risk_said="Standard",
            risk_on=given_on,
        ),
        Disposal(
            kind=given.kind,
            given_on=given_on,
            due_on=on + dt.timedelta(days=given.due_in),
            admission=Disposal.Admission.ADMITTED,
            decided_by=Disposal.DecidedBy.POLICE,
            decision_maker="A sergeant of the unit",
            views_obtained=Known.YES,
            notice_to="Disposals unit",
        ),
        *(
            Obligation(place=number, kind=kind, words=words, ends_on=ends_on)
            for number, (kind, words, ends_on) in enumerate(binds, start=1)
        ),
    ]


def _take(reference: str, caseworker: Membership, *, at: dt.datetime) -> None:
    hat = make_hat(caseworker)
    with acting_as(hat):
        triage.accept(Referral.objects.get(reference=reference), by=hat, at=at)
