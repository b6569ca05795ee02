"""Referrals by colleagues of other agencies: a social worker, a probation officer, a nurse; and one who rang.

They come last and their dice are their own, so that with or without them everything before is the same to the
last key.
"""

import datetime as dt
from random import Random
from typing import Any
from urllib.parse import urlencode

from chrysalis import keys
from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.demo.people import invent_person
from chrysalis.working_days import in_london
from referrals.actions import preparing, referring, writing_down
from referrals.doors import door_of
from referrals.forms.professional import NUMBERS
from referrals.models import ProfessionalDetails, WrittenDown


FORM_KEY = keys.Key("professional-form")  # of the page that a referral was sent from
UNSENT_KEY = keys.Key("unsent-form")
HOURS_AGO = (2, 26, 75)
B, D = ProfessionalDetails.Behaviour, ProfessionalDetails
TOLD: tuple[dict[str, Any], ...] = (
    {
        "behaviours": [B.CONTROLLING, B.ECONOMIC],
        "what_happened": "Keeps the bank cards at home and counts the minutes of each errand. It has become "
        "more since the second child.",
        "agrees": D.Agrees.YES,
        "children": "Two, aged 3 and 6. Their social worker is named in our record.",
        "hopes": "That they learn to stop before it comes to more.",
    },
    {
        "behaviours": [B.STALKING, B.TECHNOLOGY],
        "what_happened": "Has turned up at a place of work four times since October, and knew of plans "
        "that were only ever typed into a phone.",
        "agrees": D.Agrees.NO,
        "without": D.Without.HARM,
        "why_without": "Threats this month, and two moves. Decided by the team manager.",
        "orders": "A non-molestation order until next summer. One breach reported.",
        "earlier": D.Earlier.NO,
    },
    {
        "behaviours": [B.PHYSICAL, B.EMOTIONAL],
        "what_happened": "Spoke of it in an appointment: shouts, throws things, pushed somebody at Easter. "
        "Would like help and is ashamed.",
        "agrees": D.Agrees.YES,
        "earlier": D.Earlier.YES,
        "earlier_said": "An anger course, four years ago, not finished.",
        "other_services": "Drink: the town's alcohol service, weekly.",
    },
)
RANG: dict[str, Any] = {
    "behaviours": [B.EMOTIONAL],
    "what_happened": "Neighbours hear shouting most nights. The tenant asked for help at the last visit.",
    "agrees": D.Agrees.YES,
    "post": "Housing officer",
    "reached_at": "01632 960990",
}
CALLER: dict[str, Any] = {
    "told_by": "Petra Ousel",
    "agency_named": "Lintel Homes",
    "role": "Housing officer",
    "way": WrittenDown.Way.TELEPHONE,
}
POSTS = {
    "council": "Social worker, children in need",
    "probation": "Probation officer",
    "health": "Practice nurse",
    "police": "Officer, domestic abuse team",
}


def refer(
    places: list[Membership], scheme: Scheme, *, towns: tuple[str, ...], seed: str, at: dt.datetime
) -> None:
    for number, (told, hours) in enumerate(zip(TOLD, HOURS_AGO, strict=True)):
        place = places[number % len(places)]
        random = Random(f"{seed}/professionals/{number}")  # noqa: S311 - a story, not a secret
        _send(place, scheme, told, random, towns=towns, at=at - dt.timedelta(hours=hours))
    _leave_half_written(places[0], scheme, seed=seed, towns=towns, at=at - dt.timedelta(hours=3))


def _leave_half_written(
    place: Membership, scheme: Scheme, *, seed: str, towns: tuple[str, ...], at: dt.datetime
) -> None:
    """What a colleague was called away from, and anybody of the agency who refers can go on with."""
    random = Random(f"{seed}/professionals/unsent")  # noqa: S311 - a story, not a secret
    person = invent_person(random, on=in_london(at).date(), towns=towns, youngest=18)
    typed = {name: person[name] for name in ("given_names", "family_name", "sex")}
    parts = {
        "person": typed | {"agency_link": "no"},
        "why-now": {
            "what_happened": "Reads every message on the family’s phones.",
            "behaviours": "technology",
        },
    }
    hat, written = make_hat(place), {slug: urlencode(part) for slug, part in parts.items()}
    with acting_as(hat):
        unsent = preparing.prepare(scheme, written, key=UNSENT_KEY(), by=hat, at=at)
        preparing.call(unsent, called="Tuesday, after the core group", is_own=False, by=hat, at=at)


def ring(place: Membership, scheme: Scheme, *, towns: tuple[str, ...], seed: str, at: dt.datetime) -> None:
    """Somebody without an account rang, and a caseworker wrote it down an hour later."""
    random = Random(f"{seed}/professionals/rang")  # noqa: S311 - a story, not a secret
    told_at = at - dt.timedelta(hours=6)
    person = invent_person(random, on=in_london(told_at).date(), towns=towns, youngest=18)
    hat = make_hat(place)
    with acting_as(hat):
        writing_down.write_down(
            scheme,
            source="other",
            person=person,
            details=RANG,
            told=WrittenDown(told_at=told_at, **CALLER),
            sent_as=FORM_KEY(),
            by=hat,
            at=told_at + dt.timedelta(hours=1),
        )


def _send(
    place: Membership,
    scheme: Scheme,
    told: dict[str, Any],
    random: Random,
    *,
    towns: tuple[str, ...],
    at: dt.datetime,
) -> None:
    source = door_of(place.agency).source
    person = invent_person(random, on=in_london(at).date(), towns=towns, youngest=18)
    numbers = {"number": "X123456", "number_kind": "crn"} if NUMBERS.get(source) == "crn" else {}
    known = {"post": POSTS[source], "reached_at": place.agency.telephone}
    hat = make_hat(place)
    with acting_as(hat):
        referring.submit(
            scheme,
            source=source,
            person=person,
            details=told | known | numbers,
            sent_as=FORM_KEY(),
            by=hat,
            at=at,
        )
