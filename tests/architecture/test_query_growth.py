"""A page costs the same number of queries at 2 rows and at 200."""

from collections.abc import Callable

from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.actions import accounts, agreements, schemes
from chrysalis.agencies.models import Agency, Agreement, Area, Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.decided import pages
from referrals.actions import contacting, referring, triage
from referrals.models import Case, Referral
from tests.world import Person, World


def person_details(number: int) -> dict[str, object]:
    return {"given_names": f"Person {number}", "family_name": "Kestrel", "sex": "male"}


CUSTODY = {
    "custody_record_number": "OL/1",
    "fit_to_talk": "yes",
    "appropriate_adult": "not_needed",
    "interview": "after",
    "agrees": "yes",
    "outcome": "bailed",
}


class Growing:
    """A world that gets more of everything, through actions."""

    def __init__(self, world: World) -> None:
        self.world, self.count, self.made, self.at = world, 0, 0, timezone.now()
        self.scheme = Scheme.objects.get(slug="west")
        self.desk, self.worker = (make_hat(p.membership) for p in (world.sergeant, world.caseworker))
        self.case = self.case_from(self.refer())
        self.waiting = self.refer()
        self.area, self.agreement, self.account = self._area(), self._agreement(), self._account()

    def refer(self) -> Referral:
        self.count += 1
        sent = referring.submit(
            self.scheme, person=person_details(self.count), custody=CUSTODY, by=self.desk, at=self.at
        )
        return Referral.objects.get(reference=sent.reference)

    def case_from(self, referral: Referral) -> Case:
        return triage.accept(referral, by=self.worker, at=self.at)

    def grow_to(self, size: int) -> None:
        while self.count < 2 * size:
            self.refer()
            self.case_from(self.refer())
            self._contact()
            self._account()
            self._area()
            self._agreement()

    def _contact(self) -> None:
        contacting.record_contact(
            self.case,
            channel="call",
            outcome="no_answer",
            account="",
            made_at=self.at,
            by=self.worker,
            at=self.at,
        )

    def _account(self) -> Membership:
        self.made += 1
        return accounts.invite(
            full_name=f"Worker {self.made}",
            email=f"worker{self.made}@threshold.example",
            role_slug="caseworker",
            origin="https://service.example",
            by=make_hat(self.world.administrator.membership),
            at=self.at,
        )

    def _area(self) -> Area:
        by = make_hat(self.world.administrator.membership)
        return schemes.add_area(self.scheme, name=f"Area {self.count}", by=by, at=self.at)

    def _agreement(self) -> Agreement:
        officer = self.world.information_officer
        today = timezone.localdate(self.at)
        return agreements.record_agreement(
            self.scheme,
            kept_by=Agency.objects.get(pk=officer.membership.agency_id),
            title=f"Agreement {self.count}",
            scope="Names",
            purpose="Help",
            starts_on=today,
            expires_on=today,
            by=make_hat(officer.membership),
            at=self.at,
        )


def _administers(growing: Growing, name: str, thing: Model) -> tuple[Person, str]:
    return growing.world.administrator, reverse(name, args=[thing.pk])


def _informs(growing: Growing, name: str) -> tuple[Person, str]:
    return growing.world.information_officer, reverse(name, args=[growing.agreement.pk])


Visit = Callable[[Growing], tuple[Person, str]]
VISITS: dict[str, Visit] = {
    "home": lambda g: (g.world.sergeant, reverse("home")),
    "agencies:accounts": lambda g: (g.world.administrator, reverse("agencies:accounts")),
    "agencies:invite": lambda g: (g.world.administrator, reverse("agencies:invite")),
    "agencies:account": lambda g: _administers(g, "agencies:account", g.account),
    "agencies:end_place": lambda g: _administers(g, "agencies:end_place", g.account),
    "agencies:areas": lambda g: (g.world.administrator, reverse("agencies:areas")),
    "agencies:add_area": lambda g: (g.world.administrator, reverse("agencies:add_area")),
    "agencies:change_area": lambda g: _administers(g, "agencies:change_area", g.area),
    "agencies:retire_area": lambda g: _administers(g, "agencies:retire_area", g.area),
    "agencies:agreements": lambda g: (g.world.information_officer, reverse("agencies:agreements")),
    "agencies:record_agreement": lambda g: (
        g.world.information_officer,
        reverse("agencies:record_agreement"),
    ),
    "agencies:agreement": lambda g: _informs(g, "agencies:agreement"),
    "agencies:sign_agreement": lambda g: _informs(g, "agencies:sign_agreement"),
    "agencies:renew_agreement": lambda g: _informs(g, "agencies:renew_agreement"),
    "referrals:submit": lambda g: (g.world.sergeant, reverse("referrals:submit")),
    "referrals:sent": lambda g: (g.world.sergeant, reverse("referrals:sent")),
    "referrals:receipt": lambda g: (
        g.world.sergeant,
        reverse("referrals:receipt", args=[g.waiting.reference]),
    ),
    "referrals:inbox": lambda g: (g.world.caseworker, reverse("referrals:inbox")),
    "referrals:referral": lambda g: (g.world.caseworker, reverse("referrals:referral", args=[g.waiting.pk])),
    "referrals:cases": lambda g: (g.world.caseworker, reverse("referrals:cases")),
    "referrals:case": lambda g: (g.world.caseworker, reverse("referrals:case", args=[g.case.pk])),
    "referrals:record_contact": lambda g: (
        g.world.caseworker,
        reverse("referrals:record_contact", args=[g.case.pk]),
    ),
    "referrals:correct": lambda g: (g.world.caseworker, reverse("referrals:correct", args=[g.case.pk])),
}
ONE_THING = {"drafts:discard": "one draft, asked for before it goes"}
ONLY_POSTS = {"drafts:save", "referrals:accept", "agencies:invite_again", "agencies:end_sessions"}


def costs(growing: Growing) -> dict[str, int]:
    return {name: _cost(*visit(growing)) for name, visit in VISITS.items()}


def _cost(person: Person, url: str) -> int:
    person.get(url)  # the first look fills what a process keeps
    with CaptureQueriesContext(connection) as queries:
        assert person.get(url).status_code == 200, url
    return len(queries)


def test_no_page_costs_more_queries_with_more_rows(world):
    growing = Growing(world)
    growing.grow_to(2)
    few = costs(growing)
    growing.grow_to(200)
    assert costs(growing) == few


def test_every_page_behind_a_hat_is_measured():
    behind_a_hat = {page.name for page in pages() if not getattr(page.view, "hatless", "")}
    assert behind_a_hat - ONLY_POSTS - set(ONE_THING) == set(VISITS)


def test_a_page_that_asks_once_a_row_would_be_found(world):
    growing = Growing(world)

    def naive() -> int:
        with CaptureQueriesContext(connection) as queries:
            for case in Case.objects.all():
                assert case.client.name
        return len(queries)

    growing.grow_to(2)
    few = naive()
    growing.grow_to(4)
    assert naive() > few
