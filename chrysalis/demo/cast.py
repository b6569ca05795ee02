"""The people of a scheme of the demonstration world, and what is asked of them."""

import datetime as dt
from random import Random

from chrysalis import keys
from chrysalis.access.context import acting_as
from chrysalis.access.hat import Hat
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.demo import programmes, setting_up
from chrysalis.demo.custody import invent_custody
from chrysalis.demo.people import invent_person
from chrysalis.demo.plan import CASEWORK, CUSTODY, LINK_WORK, MANAGEMENT, SAFEGUARDING, SchemePlan
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import in_london
from partners.queries import areas_to_choose
from referrals.actions import referring
from referrals.models import Sex
from referrals.rules.ages import is_certainly_under


SEED = "demo"
FORM_KEY = keys.Key("form")  # of the page that a referral was sent from
SET_UP = dt.timedelta(days=400)  # before the day of building, and so before anything else


class Cast:
    """One scheme, set up, and the people who work in it."""

    def __init__(self, plan: SchemePlan, *, at: dt.datetime) -> None:
        self.plan, self.seed, began = plan, f"{SEED}/{plan.slug}", at - SET_UP
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

    def told(self) -> dict[str, object]:
        """What a story is drawn from."""
        return {"towns": self.plan.towns, "seed": self.seed}

    def dice(self, *of: object) -> Random:
        """Each story has its own: more of them change none before."""
        return Random("/".join(map(str, (self.seed, *of))))  # noqa: S311 - a story, not a secret

    def one(self, role: str, agency: str) -> Hat:
        found = (place for place in self.places if place.role_slug == role)
        return make_hat(next(place for place in found if place.agency.slug == agency))

    def send(self, officer: Membership, random: Random, *, at: dt.datetime, only_men: bool = False) -> str:
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

    def on_duty(self, turn: int, *, on: dt.date) -> Membership:
        """The officers take turns; one whose force has no agreement in force on that day is passed over."""
        first = turn % len(self.officers)
        in_turn = self.officers[first:] + self.officers[:first]
        return next(officer for officer in in_turn if self._may_send(officer.agency, on=on))

    def _may_send(self, suite: Agency, *, on: dt.date) -> bool:
        return sharing.standing(self.scheme, sender=suite, receiver=self.scheme.front_door, on=on).may_share
