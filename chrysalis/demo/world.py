"""The demonstration world: four schemes, their agencies and people, and referrals in every state.

Built through the same actions as everything else, by the hats that would do it, at the moments they
would. The same seed gives the same keys and names; only the dates move with the day it is built.
"""

import datetime as dt
from collections.abc import Mapping
from random import Random
from uuid import UUID

from django.db import transaction

from chrysalis import keys
from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Membership, Scheme
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
    machines,
    papers,
    professionals,
    programmes,
    repeats,
    restricted,
    runs,
    setting_up,
    support,
)
from chrysalis.demo.custody import invent_custody
from chrysalis.demo.people import invent_person
from chrysalis.demo.plan import (
    CASEWORK,
    CUSTODY,
    FACILITATION,
    LINK_WORK,
    MANAGEMENT,
    PLANS,
    REFERRING,
    SAFEGUARDING,
    SchemePlan,
)
from chrysalis.demo.stories import STORIES, tell
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import in_london
from partners.models import Survivor
from partners.queries import areas_to_choose, service_for
from referrals.actions import referring
from referrals.models import Case, Referral, Sex
from referrals.rules.ages import is_certainly_under


CASES = 88
SEED = "demo"
FORM_KEY = keys.Key("form")  # of the page that a referral was sent from
SET_UP = dt.timedelta(days=400)  # before the day of building, and so before anything else


class NotEmpty(Exception):
    """SAFETY: invented people among real ones would be taken for real, and the other way about."""

    def __init__(self) -> None:
        super().__init__(
            "This database holds agencies that the demonstration did not make, so nothing was added. "
            "Name an empty one."
        )


def is_built() -> bool:
    """Raises NotEmpty where there is something else instead."""
    built = Scheme.objects.filter(slug__in=[plan.slug for plan in PLANS]).exists()
    if not built and Agency.objects.exists():
        raise NotEmpty
    return built


@transaction.atomic
def build(*, cases: int = CASES, at: dt.datetime) -> None:
    """All of it, or nothing. The cases go round the schemes in turn."""
    with keys.seeded(SEED):
        casts = [Cast(plan, at=at) for plan in PLANS]
        for number in range(cases):
            turn, whose = divmod(number, len(casts))
            casts[whose].refer(turn, at=at)
        if cases >= CASES:
            for cast in casts:
                cast.attend(runs.RUNS, at=at)
            for cast in casts:
                cast.attend(runs.OVER, at=at, seed="over")
            for cast in casts:
                cast.refer_as_professionals(at=at)
            for cast in casts:
                cast.ask_for_help(at=at)
            for cast in casts:
                cast.refer_again(at=at)
            for cast in casts:
                cast.answer_the_telephone(at=at)
        for cast in casts:
            cast.judge(at=at)
            cast.write(at=at)
            cast.ask_for_documents(at=at)
        if cases >= CASES:
            for cast in casts:
                cast.bring_in(at=at)
            for cast in casts:
                cast.connect(at=at)


class Cast:
    """One scheme, set up, and the people who work in it."""

    def __init__(self, plan: SchemePlan, *, at: dt.datetime) -> None:
        self.plan, began = plan, at - SET_UP
        registered = setting_up.register_agencies(plan, at=began)
        self.scheme = setting_up.set_up_scheme(plan, registered, at=began)
        self.nation = self.scheme.front_door.nation
        for agreed in plan.agreements:
            setting_up.agree(agreed, self.scheme, registered, at=at)
        self.places = places = setting_up.appoint(plan, registered, at=began)
        front_door = registered[plan.front_door]
        self.officers = [place for place in places if place.role_slug == CUSTODY]
        self.caseworkers = [
            place for place in places if place.role_slug == CASEWORK and place.agency == front_door
        ]
        setting_up.name_next_services(plan, self.scheme, at=began)
        self.receivers = [
            place for place in places if place.role_slug == CASEWORK and place.agency != front_door
        ]
        self.lead = next(
            place for place in places if place.role_slug == SAFEGUARDING and place.agency == front_door
        )
        self.areas = list(areas_to_choose(self.scheme)) or [None]
        self.link_workers = [place for place in places if place.role_slug == LINK_WORK]
        managers = [place for place in places if place.role_slug == MANAGEMENT]
        self.manager = next(place for place in managers if place.agency == front_door)
        programmes.run(self.scheme, managers, began=began, at=at)

    def refer(self, turn: int, *, at: dt.datetime) -> None:
        """One referral, and what became of it. Each has its own dice: more of them change none before."""
        random = Random(f"{SEED}/{self.plan.slug}/{turn}")  # noqa: S311 - a story, not a secret
        story, days = STORIES[turn % len(STORIES)], self.scheme.first_contact_working_days
        sent_at = story.begins_at(random, contact_days=days, nation=self.nation, at=at)
        officer = self._on_duty(turn, on=in_london(sent_at).date())
        reference = self._send(officer, random, at=sent_at)
        caseworker = make_hat(self.caseworkers[turn % len(self.caseworkers)])
        with acting_as(caseworker):
            referral = Referral.objects.get(reference=reference)
        tell(story, referral, random, nation=self.nation, by=caseworker, at=at)
        self._support(turn, referral, make_hat(officer), caseworker, at=at)
        if self.receivers:
            handing_over.tell(turn, referral, by=caseworker, to=self.receivers, at=at)
        self._take_part(turn, referral, by=caseworker, at=at)
        if turn == restricted.WHICH:
            restricted.restrict_one(referral, lead=self.lead, caseworkers=self.caseworkers, at=at)

    def refer_as_professionals(self, *, at: dt.datetime) -> None:
        places = [place for place in self.places if place.role_slug == REFERRING]
        of_force = [place for place in places if Agency.Kind.POLICE_FORCE in place.agency.kinds]
        told = {"towns": self.plan.towns, "seed": f"{SEED}/{self.plan.slug}"}
        elsewhere = [place for place in places if place not in of_force]
        professionals.refer(elsewhere, self.scheme, **told, at=at)
        professionals.ring(self.caseworkers[0], self.scheme, **told, at=at)
        for place in of_force:
            disposals.refer(place, self.scheme, self.caseworkers[0], **told, at=at)

    def ask_for_help(self, *, at: dt.datetime) -> None:
        told = {"towns": self.plan.towns, "seed": f"{SEED}/{self.plan.slug}"}
        by_themselves.ask(self.scheme, **told, at=at)

    def answer_the_telephone(self, *, at: dt.datetime) -> None:
        enquiries.take(self.scheme, self.caseworkers, at=at)

    def bring_in(self, *, at: dt.datetime) -> None:
        """In one scheme, what was kept in a spreadsheet until now."""
        if self.plan.slug == bringing_in.SCHEME:
            told = {"towns": self.plan.towns, "seed": f"{SEED}/{self.plan.slug}"}
            bringing_in.bring_in(self.caseworkers[0], self.scheme, **told, at=at)

    def connect(self, *, at: dt.datetime) -> None:
        """In one scheme, a records system refers too."""
        if self.plan.slug == machines.SCHEME:
            told = {"towns": self.plan.towns, "seed": f"{SEED}/{self.plan.slug}"}
            machines.refer(self.scheme, **told, at=at)

    def refer_again(self, *, at: dt.datetime) -> None:
        """Of two schemes, somebody known comes again, spelt otherwise."""
        if self.plan.slug not in repeats.SCHEMES:
            return
        officer = self._on_duty(1, on=in_london(at).date())
        who = {
            "desk": make_hat(officer),
            "suite": officer.agency.name,
            "knows": make_hat(self.caseworkers[0]),
        }
        repeats.refer_again(self.scheme, **who, seed=f"{SEED}/{self.plan.slug}", at=at)
        both = {"notices": who.pop("knows"), "other": make_hat(self.caseworkers[1])}
        repeats.record_twice(self.scheme, **who, **both, seed=f"{SEED}/{self.plan.slug}", at=at)

    def ask_for_documents(self, *, at: dt.datetime) -> None:
        papers.ask_for_summaries(self.scheme, self.caseworkers, at=at)
        papers.ask_for_figures(self.scheme, self.manager, at=at)

    def attend(self, given: Mapping[str, runs.Run], *, at: dt.datetime, seed: str = "attending") -> None:
        """Groups and appointments with weeks behind them: people who were referred long before the others."""
        run = given.get(self.plan.slug)
        if run is None:
            return
        began = runs.first_day(run, on=in_london(at).date())
        gives = run.agency or self.scheme.front_door.slug
        house = attending.House(
            self.scheme, self.nation, self._one(CASEWORK, self.scheme.front_door.slug),
            *(self._one(role, gives) for role in (CASEWORK, MANAGEMENT)),
            [place for place in self.places if place.role_slug == FACILITATION],
        )  # fmt: skip
        for number in range(run.people):
            random = Random(f"{SEED}/{self.plan.slug}/{seed}/{number}")  # noqa: S311 - a story
            sent_at = runs.referred_at(began, number)
            officer = self._on_duty(number, on=in_london(sent_at).date())
            house.references.append(self._send(officer, random, at=sent_at, only_men=run.only_men))
        attending.tell(run, house, began, seed=f"{SEED}/{self.plan.slug}/{seed}", at=at)

    def _one(self, role: str, agency: str) -> Hat:
        found = (place for place in self.places if place.role_slug == role)
        return make_hat(next(place for place in found if place.agency.slug == agency))

    def _take_part(self, turn: int, referral: Referral, *, by: Hat, at: dt.datetime) -> None:
        random = Random(f"{SEED}/{self.plan.slug}/{turn}/programmes")  # noqa: S311 - a story, not a secret
        programmes.take_part(turn, referral, random, by=by, manager=self.manager, at=at)

    def judge(self, *, at: dt.datetime) -> None:
        """Risk on both sides, last of all: it looks at what is there."""
        seed = f"{SEED}/{self.plan.slug}"
        judging.judge_cases(self.caseworkers, seed=seed, at=at)
        by_service: dict[UUID, list[Membership]] = {place.agency_id: [] for place in self.link_workers}
        for place in self.link_workers:
            by_service[place.agency_id].append(place)
        for places in by_service.values():
            judging.judge_survivors(places, seed=seed, at=at)

    def write(self, *, at: dt.datetime) -> None:
        if self.plan.slug in casefile.SCHEMES:
            casefile.write(self.caseworkers, at=at)

    def _support(
        self, turn: int, referral: Referral, officer: Hat, caseworker: Hat, *, at: dt.datetime
    ) -> None:
        """What the officer told of somebody harmed, and what became of it, on the other side of the wall."""
        random = Random(f"{SEED}/{self.plan.slug}/{turn}/support")  # noqa: S311 - a story, not a secret
        held = support.Held(referral.name, referral.date_of_birth)
        sent_at, area = referral.received_at, self.areas[turn // support.EVERY % len(self.areas)]
        receiver = service_for(self.scheme, area)
        here = [place for place in self.link_workers if place.agency == receiver]
        link_worker = here[turn % len(here)]
        beside = support.Beside(self.scheme, area, referral.sent_as)
        town = random.choice(self.plan.towns)
        if support.tell(turn, random, beside=beside, held=held, town=town, by=officer, at=sent_at):
            survivor = support.answer(turn, random, held=held, by=make_hat(link_worker), at=sent_at, now=at)
            self._go_on(turn, survivor, held, link_worker, since=sent_at, at=at)
        elif turn % support.EVERY == contact.NOBODY_KNOWN:
            with acting_as(caseworker):
                case = Case.objects.filter(referral=referral).first()
            contact.find_nobody(case, by=make_hat(link_worker), now=at)

    def _go_on(
        self,
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
        random = Random(f"{SEED}/{self.plan.slug}/{turn}/contact")  # noqa: S311 - a story, not a secret
        colleague = next(
            (
                place
                for place in self.link_workers
                if place.agency == link_worker.agency and place != link_worker
            ),
            None,
        )
        contact.go_on(turn, random, survivor, by=make_hat(link_worker), since=since, now=at)
        if colleague and turn % contact.SECOND == 0:
            contact.another(random, survivor, held, by=make_hat(colleague), since=since, now=at)

    def _send(self, officer: Membership, random: Random, *, at: dt.datetime, only_men: bool = False) -> str:
        here = in_london(at)
        drawn = {"towns": self.plan.towns, "youngest": 18 if only_men else self.plan.minimum_age}
        person = invent_person(random, on=here.date(), **drawn)
        while only_men and person["sex"] != Sex.MALE:
            person = invent_person(random, on=here.date(), **drawn)
        is_child = is_certainly_under(PartialDate.read(person["date_of_birth"]), 18, on=here.date())
        custody = invent_custody(random, suite=officer.agency.name, is_child=is_child, at=here)
        hat = make_hat(officer)
        with acting_as(hat):
            sent = referring.submit(
                self.scheme,
                person=person,
                details=custody,
                source="custody",
                sent_as=FORM_KEY(),
                by=hat,
                at=at,
            )
        return sent.reference

    def _on_duty(self, turn: int, *, on: dt.date) -> Membership:
        """The officers take turns; one whose force has no agreement in force on that day is passed over."""
        first = turn % len(self.officers)
        in_turn = self.officers[first:] + self.officers[:first]
        return next(officer for officer in in_turn if self._may_send(officer.agency, on=on))

    def _may_send(self, suite: Agency, *, on: dt.date) -> bool:
        return sharing.standing(self.scheme, sender=suite, receiver=self.scheme.front_door, on=on).may_share
