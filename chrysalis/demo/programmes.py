"""Programmes of the demonstration: what each scheme runs and who pays, who waits, and who has a place.

Its dice are its own: with or without it, everything else is the same to the last key.
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.working_days import in_london
from interventions import queries
from interventions.actions import agreeing, funding, placing, suiting, versions
from interventions.catalogue import PROGRAMMES
from interventions.forms.case import WAITS
from interventions.models import Enrolment
from interventions.rules.eligibility import Verdict
from referrals.actions.reading import open_case
from referrals.models import Case, CaseState, Referral


AGREEMENT = """\
What you tell us stays in the service, with three limits: when somebody may be in danger, when a child may \
be, and when a court orders it.

A separate service offers support to people who have been harmed. It may tell them that you started, that \
you attend or not, and that you left. It does not tell them what you say, and it tells us nothing of them.

We ask you to come to every session, on time and sober, and to let us know before if you cannot.

In a group, what others say stays there. You can complain to the manager at any time, and ask for what is \
written about you."""
IN_FULL = dt.timedelta(days=400)


@dataclass(frozen=True)
class Stream:
    name: str
    funder: str
    places: tuple[tuple[str, int], ...]  # programme, how many
    ends_in: int  # days from today


@dataclass(frozen=True)
class Run:
    """What one provider runs: programme and what it does otherwise than the programme comes with."""

    agency: str
    programmes: tuple[tuple[str, dict[str, Any]], ...]
    streams: tuple[Stream, ...] = field(default=())


def plainly(*slugs: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    return tuple((slug, {}) for slug in slugs)


YOUNG = {
    "name": "Young people, one to one",
    "min_age": 10,
    "max_age": 17,
    "abuse_types": ["to_parent", "family", "partner"],
    "gate": "hard",
}
ANYBODY = {"name": "Behaviour change, one to one", "abuse_types": []}
MIXED = {"name": "Behaviour change, group", "sex": "any", "mode": "mixed", "sessions_total": 24}
RUNS: dict[str, tuple[Run, ...]] = {
    "bedfordshire-and-hertfordshire": (
        Run(
            "chrysalis-centre",
            (("hr-1", ANYBODY), ("c2c", MIXED), ("comm12", YOUNG)),
            (
                Stream("National grant", "Home Office", (("hr-1", 60), ("c2c", 36)), 140),
                Stream("County grant", "Hertfordshire commissioner", (("comm12", 20),), 320),
            ),
        ),
    ),
    "kent": (
        Run(
            "kent-change-service",
            plainly("cobi", "hr-1", "hr-g"),
            (
                Stream("Stalking places", "Home Office", (("cobi", 40),), 75),
                Stream("Domestic abuse places", "Kent commissioner", (("hr-1", 40), ("hr-g", 16)), 210),
            ),
        ),
    ),
    "leicestershire": (
        Run(
            "jenkins-centre",
            plainly("jc-group", "jc-iip", "jc-dads", "jc-maint", "cara"),
            (
                Stream("City", "Leicester City Council", (("jc-group", 48), ("jc-iip", 24)), 260),
                Stream("Counties", "Home Office", (("jc-group", 72), ("jc-iip", 30), ("jc-dads", 20)), 130),
            ),
        ),
    ),
    "west-midlands": (
        Run(
            "custody-team",
            plainly("cust", "alc-da"),
            (Stream("Custody pilot", "West Midlands commissioner", (("alc-da", 30),), 190),),
        ),
        Run(
            "choose-to-change-sandwell",
            plainly("c2c"),
            (Stream("Sandwell groups", "West Midlands commissioner", (("c2c", 24),), 190),),
        ),
        Run(
            "choose-to-change-coventry",
            plainly("c2c"),
            (Stream("Coventry groups", "West Midlands commissioner", (("c2c", 24),), 190),),
        ),
        Run(
            "community-intervention",
            plainly("comm12"),
            (Stream("Community places", "West Midlands commissioner", (("comm12", 120),), 190),),
        ),
    ),
}


def usual(provider: str) -> tuple[Run, ...]:
    """What a scheme runs of which nothing is told: a weekly group, and the same one to one."""
    return (Run(provider, plainly("c2c", "hr-1")),)


def run(scheme: Scheme, managers: list[Membership], *, began: dt.datetime, at: dt.datetime) -> None:
    """Set up what the scheme runs, each provider's by its own manager."""
    for planned in RUNS.get(scheme.slug) or usual(scheme.front_door.slug):
        hat = make_hat(next(place for place in managers if place.agency.slug == planned.agency))
        with acting_as(hat):
            _begin(planned, scheme, by=hat, at=began)
            for stream in planned.streams:
                _pay(stream, scheme, by=hat, began=began, at=at)
            agreeing.write_text(AGREEMENT, seen_number=0, by=hat, at=began)


def _begin(planned: Run, scheme: Scheme, *, by: Hat, at: dt.datetime) -> None:
    day = in_london(at).date()
    for slug, otherwise in planned.programmes:
        begun = versions.begin_programme(
            PROGRAMMES[slug], scheme=scheme, starts_on=day, by=by, at=at, **otherwise
        )
    later = at + IN_FULL / 2
    versions.change_programme(
        begun,
        {"review_days": 10},
        starts_on=in_london(later).date(),
        reason="Whoever is paused is seen sooner.",
        by=by,
        at=later,
    )


def _pay(stream: Stream, scheme: Scheme, *, by: Hat, began: dt.datetime, at: dt.datetime) -> None:
    period = {
        "starts_on": in_london(began).date(),
        "ends_on": in_london(at).date() + dt.timedelta(days=stream.ends_in),
    }
    named = {"scheme": scheme, "name": stream.name, "funder": stream.funder}
    made = funding.add_stream(named | period, by=by, at=began)
    for slug, places in stream.places:
        funding.add_places(made, {"programme": slug, "places": places} | period, by=by, at=began)


SUITS = {
    "relationships": ["partner"],
    "acknowledges": "yes",
    "consents": "yes",
    "fits_group": "yes",
    "lives_in_scheme": "yes",
    "criminal": "none",
    "public_family": "none",
    "private_family": "none",
    "previous": "no",
}
OVERRIDDEN = (9, 10, 15, 20)  # whose start a manager lets go ahead; in some schemes the tenth is handed over
A_WHILE = dt.timedelta(minutes=20)
COURT = "The court asked for a first session before the next hearing."


def take_part(
    turn: int, referral: Referral, random: Random, *, by: Hat, manager: Membership, at: dt.datetime
) -> None:
    """Whoever was reached: what decides is asked, most sign, and wait; for some a place is booked."""
    with acting_as(by):
        case = Case.objects.filter(referral=referral, state=CaseState.ASSESSMENT).first()
        if case is None:
            return
        open_case(case, by=by, at=at - A_WHILE)
        reached_at = max(case.contact_attempts.values_list("recorded_at", flat=True))
        moment = min(reached_at + dt.timedelta(hours=20), at - A_WHILE)
        place = _wait(case, turn, random, by=by, at=moment)
    if turn in OVERRIDDEN:
        with acting_as(make_hat(manager)):
            placing.override_start(place, reason=COURT, by=make_hat(manager), at=moment)
    with acting_as(by):
        open_case(case, by=by, at=moment)
        _book(place, random, by=by, at=moment)


def _wait(case: Case, turn: int, random: Random, *, by: Hat, at: dt.datetime) -> Enrolment:
    day = in_london(at).date()
    abuse = "stalking" if case.scheme.slug == "kent" and turn % 2 else "partner"
    told = SUITS | {"abuse_types": [abuse], "has_children": random.choice(["yes", "no"])}
    known = suiting.record_suitability(case, told, seen_number=0, by=by, at=at)
    signed = {"answer": "signed", "way": "paper", "copy_given": True, "answered_on": day}
    agreeing.take_agreement(case, queries.agreement_text(by), signed, by=by, at=at)
    own = [choice for choice in queries.choices(by, case, known, on=day) if choice.is_own]
    # Whoever was met in custody has had that conversation.
    chosen = next(choice for choice in own if choice.version.programme != "cust")
    waits_for = random.choice(WAITS[:3]) if chosen.version.group_max else WAITS[0]
    reason = "" if chosen.finding.verdict is Verdict.MAY else "Talked through in the team."
    return placing.wait_for(case, chosen.version, waits_for=waits_for, reason=reason, by=by, at=at)


def _book(place: Enrolment, random: Random, *, by: Hat, at: dt.datetime) -> None:
    place = queries.enrolments(by).get(pk=place.pk)
    day = in_london(at).date() + dt.timedelta(days=random.randrange(5, 25))
    paid = [each for each in queries.capacities(by, on=day) if each.programme == place.programme]
    if queries.can_book(place):
        placing.book(place, starts_on=day, capacity=paid[0] if paid else None, by=by, at=at)
