"""The chapters of the demonstration world: what the people of one scheme do in each."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.demo import (
    attending,
    bringing_in,
    by_themselves,
    casefile,
    contact,
    disposals,
    enquiries,
    handing_over,
    judging,
    leaving,
    machines,
    papers,
    professionals,
    programmes,
    repeats,
    restricted,
    runs,
    support,
    young_by_themselves,
)
from chrysalis.demo.cast import Cast
from chrysalis.demo.plan import CASEWORK, FACILITATION, MANAGEMENT, REFERRING
from chrysalis.demo.stories import STORIES, tell
from chrysalis.working_days import in_london
from partners.models import Survivor
from partners.queries import service_for
from referrals.models import Case, Referral


def refer(cast: Cast, turn: int, *, at: dt.datetime) -> None:
    """One referral, and what became of it."""
    random = cast.dice(turn)
    story, days = STORIES[turn % len(STORIES)], cast.scheme.first_contact_working_days
    sent_at = story.begins_at(random, contact_days=days, nation=cast.nation, at=at)
    officer = cast.on_duty(turn, on=in_london(sent_at).date())
    reference = cast.send(officer, random, at=sent_at)
    caseworker = make_hat(cast.caseworkers[turn % len(cast.caseworkers)])
    with acting_as(caseworker):
        referral = Referral.objects.get(reference=reference)
    tell(story, referral, random, nation=cast.nation, by=caseworker, at=at)
    _support(cast, turn, referral, make_hat(officer), caseworker, at=at)
    if cast.receivers:
        handing_over.tell(turn, referral, by=caseworker, to=cast.receivers, at=at)
    dice = cast.dice(turn, "programmes")
    programmes.take_part(turn, referral, dice, by=caseworker, manager=cast.manager, at=at)
    if turn == restricted.WHICH:
        restricted.restrict_one(referral, lead=cast.lead, caseworkers=cast.caseworkers, at=at)


def _support(
    cast: Cast, turn: int, referral: Referral, officer: Hat, caseworker: Hat, *, at: dt.datetime
) -> None:
    """What the officer told of somebody harmed, and what became of it, on the other side of the wall."""
    random = cast.dice(turn, "support")
    held = support.Held(referral.name, referral.date_of_birth)
    sent_at, area = referral.received_at, cast.areas[turn // support.EVERY % len(cast.areas)]
    receiver = service_for(cast.scheme, area)
    here = [place for place in cast.link_workers if place.agency == receiver]
    link_worker = here[turn % len(here)]
    beside = support.Beside(cast.scheme, area, referral.sent_as)
    town = random.choice(cast.plan.towns)
    if support.tell(turn, random, beside=beside, held=held, town=town, by=officer, at=sent_at):
        survivor = support.answer(turn, random, held=held, by=make_hat(link_worker), at=sent_at, now=at)
        _go_on(cast, turn, survivor, held, link_worker, since=sent_at, at=at)
    elif turn % support.EVERY == contact.NOBODY_KNOWN:
        with acting_as(caseworker):
            case = Case.objects.filter(referral=referral).first()
        contact.find_nobody(case, by=make_hat(link_worker), now=at)


def _go_on(
    cast: Cast,
    turn: int,
    survivor: Survivor | None,
    held: support.Held,
    link_worker: Membership,
    *,
    since: dt.datetime,
    at: dt.datetime,
) -> None:
    """Reaching a survivor; and, of some, another survivor of the same person with another link worker."""
    if survivor is None:
        return
    random = cast.dice(turn, "contact")
    colleague = next(
        (place for place in cast.link_workers if place.agency == link_worker.agency and place != link_worker),
        None,
    )
    contact.go_on(turn, random, survivor, by=make_hat(link_worker), since=since, now=at)
    if colleague and turn % contact.SECOND == 0:
        contact.another(random, survivor, held, by=make_hat(colleague), since=since, now=at)


def attend(cast: Cast, *, at: dt.datetime) -> None:
    _attend(cast, runs.RUNS, seed="attending", at=at)


def complete(cast: Cast, *, at: dt.datetime) -> None:
    """Programmes that are over."""
    _attend(cast, runs.OVER, seed="over", at=at)


def _attend(cast: Cast, given: Mapping[str, runs.Run], *, seed: str, at: dt.datetime) -> None:
    """Groups and appointments with weeks behind them: people who were referred long before the others."""
    run = given.get(cast.plan.slug)
    if run is None:
        return
    began = runs.first_day(run, on=in_london(at).date())
    gives = run.agency or cast.scheme.front_door.slug
    house = attending.House(
        cast.scheme, cast.nation, cast.one(CASEWORK, cast.scheme.front_door.slug),
        *(cast.one(role, gives) for role in (CASEWORK, MANAGEMENT)),
        [place for place in cast.places if place.role_slug == FACILITATION],
    )  # fmt: skip
    for number in range(run.people):
        random = cast.dice(seed, number)
        sent_at = runs.referred_at(began, number)
        officer = cast.on_duty(number, on=in_london(sent_at).date())
        house.references.append(cast.send(officer, random, at=sent_at, only_men=run.only_men))
    attending.tell(run, house, began, seed=f"{cast.seed}/{seed}", at=at)


def refer_as_professionals(cast: Cast, *, at: dt.datetime) -> None:
    places = [place for place in cast.places if place.role_slug == REFERRING]
    of_force = [place for place in places if Agency.Kind.POLICE_FORCE in place.agency.kinds]
    told: dict[str, Any] = cast.told()
    elsewhere = [place for place in places if place not in of_force]
    professionals.refer(elsewhere, cast.scheme, **told, at=at)
    professionals.ring(cast.caseworkers[0], cast.scheme, **told, at=at)
    for place in of_force:
        disposals.refer(place, cast.scheme, cast.caseworkers[0], **told, at=at)


def ask_for_help(cast: Cast, *, at: dt.datetime) -> None:
    told: dict[str, Any] = cast.told()
    by_themselves.ask(cast.scheme, **told, at=at)


def refer_again(cast: Cast, *, at: dt.datetime) -> None:
    """Of two schemes, somebody known comes again, spelt otherwise."""
    if cast.plan.slug not in repeats.SCHEMES:
        return
    officer = cast.on_duty(1, on=in_london(at).date())
    who = {
        "desk": make_hat(officer),
        "suite": officer.agency.name,
        "knows": make_hat(cast.caseworkers[0]),
    }
    repeats.refer_again(cast.scheme, **who, seed=cast.seed, at=at)
    both = {"notices": who.pop("knows"), "other": make_hat(cast.caseworkers[1])}
    repeats.record_twice(cast.scheme, **who, **both, seed=cast.seed, at=at)


def answer_the_telephone(cast: Cast, *, at: dt.datetime) -> None:
    enquiries.take(cast.scheme, cast.caseworkers, at=at)


def judge(cast: Cast, *, at: dt.datetime) -> None:
    """Risk on both sides, last of all: it looks at what is there."""
    seed = cast.seed
    judging.judge_cases(cast.caseworkers, seed=seed, at=at)
    by_service: dict[UUID, list[Membership]] = {place.agency_id: [] for place in cast.link_workers}
    for place in cast.link_workers:
        by_service[place.agency_id].append(place)
    for places in by_service.values():
        judging.judge_survivors(places, seed=seed, at=at)


def write(cast: Cast, *, at: dt.datetime) -> None:
    if cast.plan.slug in casefile.SCHEMES:
        casefile.write(cast.caseworkers, at=at)


def ask_for_documents(cast: Cast, *, at: dt.datetime) -> None:
    papers.ask_for_summaries(cast.scheme, cast.caseworkers, at=at)
    papers.ask_for_figures(cast.scheme, cast.manager, at=at)
    papers.add_minutes(cast.caseworkers, at=at)


def bring_in(cast: Cast, *, at: dt.datetime) -> None:
    """In one scheme, what was kept in a spreadsheet until now."""
    if cast.plan.slug == bringing_in.SCHEME:
        told: dict[str, Any] = cast.told()
        bringing_in.bring_in(cast.caseworkers[0], cast.scheme, **told, at=at)


def ask_for_help_while_young(cast: Cast, *, at: dt.datetime) -> None:
    """Where the scheme takes young people."""
    if young_by_themselves.is_told_in(cast.scheme):
        told: dict[str, Any] = cast.told()
        young_by_themselves.ask(cast.scheme, **told, at=at)


def connect(cast: Cast, *, at: dt.datetime) -> None:
    """In one scheme, a records system refers too."""
    if cast.plan.slug == machines.SCHEME:
        told: dict[str, Any] = cast.told()
        machines.refer(cast.scheme, **told, at=at)


def leave(cast: Cast, *, at: dt.datetime) -> None:
    """In one scheme, an officer was called away from the custody desk."""
    if cast.plan.slug == leaving.SCHEME:
        told: dict[str, Any] = cast.told()
        leaving.leave(cast.officers, cast.scheme, **told, at=at)
