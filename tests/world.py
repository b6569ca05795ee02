"""The people of the tests: few, named, and made through the same actions as everybody else.

Oldbury and Tipton are custody suites of one force; the Threshold Centre answers their referrals.
Across the river another scheme does the same, so that every refusal has somebody to be refused.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.roles import ROLES, Role
from chrysalis.agencies.actions import agencies, agreements, appointing, schemes
from chrysalis.agencies.models import Agency, Agreement, Membership, Participation, Scheme, Worker
from chrysalis.risk.actions.keeping import record_training
from chrysalis.signin import limits
from chrysalis.tools.base import in_use
from tests.watch import bare_none


FORCE, SUITE, PROVIDER = Agency.Kind.POLICE_FORCE, Agency.Kind.CUSTODY_SUITE, Agency.Kind.PROVIDER
SUPPORT, COUNCIL = Agency.Kind.VICTIM_SERVICE, Agency.Kind.COUNCIL
PEOPLE = {
    # name: (agency, role)
    "sergeant": ("oldbury-custody", "custody-officer"),
    "colleague": ("oldbury-custody", "custody-officer"),
    "sergeant_at_tipton": ("tipton-custody", "custody-officer"),
    "social_worker": ("westfield-council", "referrer"),
    "officer": ("westfield-police", "referrer"),
    "caseworker": ("threshold", "caseworker"),
    "second_caseworker": ("threshold", "caseworker"),
    "facilitator": ("threshold", "facilitator"),
    "second_facilitator": ("threshold", "facilitator"),
    "facilitator_elsewhere": ("harbour", "facilitator"),
    "link_worker": ("haven", "link-worker"),
    "second_link_worker": ("haven", "link-worker"),
    "link_worker_elsewhere": ("lantern", "link-worker"),
    "service_manager": ("threshold", "service-manager"),
    "partner_support_manager": ("haven", "partner-support-manager"),
    "safeguarding_lead": ("threshold", "safeguarding-lead"),
    "second_safeguarding_lead": ("threshold", "safeguarding-lead"),
    "administrator": ("threshold", "agency-administrator"),
    "information_officer": ("threshold", "information-officer"),
    "safety_information_officer": ("haven", "safety-information-officer"),
    "safety_information_officer_elsewhere": ("lantern", "safety-information-officer"),
    "information_officer_elsewhere": ("harbour", "information-officer"),
    "force_information_officer": ("westfield-police", "information-officer"),
    "force_administrator": ("westfield-police", "agency-administrator"),
    "sergeant_elsewhere": ("riverside-custody", "custody-officer"),
    "caseworker_elsewhere": ("harbour", "caseworker"),
    "safeguarding_lead_elsewhere": ("harbour", "safeguarding-lead"),
    "service_manager_elsewhere": ("harbour", "service-manager"),
    "administrator_elsewhere": ("harbour", "agency-administrator"),
    "caseworker_at_bridge": ("bridge", "caseworker"),
    "second_caseworker_at_bridge": ("bridge", "caseworker"),
    "safeguarding_lead_at_bridge": ("bridge", "safeguarding-lead"),
}

# Who is trained in every tool of their side; their colleagues are in none.
TRAINED = ("caseworker", "caseworker_elsewhere", "link_worker", "link_worker_elsewhere")


def build() -> None:
    """Two schemes and everybody in them. The agreements are in force for a year."""
    at = timezone.now()
    with_parent = {"by": None, "at": at}
    westfield = agencies.register_agency(
        "westfield-police", name="Westfield Police", kinds=[FORCE], telephone="0121 496 0001", **with_parent
    )
    eastshire = agencies.register_agency(
        "eastshire-police", name="Eastshire Police", kinds=[FORCE], telephone="0121 496 0002", **with_parent
    )
    _scheme("west", "Westfield", westfield, ["Oldbury", "Tipton"], "threshold", "Threshold Centre", at)
    _scheme("east", "Eastshire", eastshire, ["Riverside"], "harbour", "Harbour Project", at)
    _support("west", "haven", "Haven Partner Support", at)
    _second_provider("west", "bridge", "Bridge Project", at)
    _council("west", "westfield-council", "Westfield Council", at)
    _support("east", "lantern", "Lantern Partner Support", at)
    for name, (agency, role) in PEOPLE.items():
        _appoint(name, agency, role, at)
    for name in TRAINED:
        _train(name, at)


def _scheme(slug, name, force, suites, provider_slug, provider_name, at) -> None:
    set_up = {"by": None, "at": at}
    provider = agencies.register_agency(
        provider_slug, name=provider_name, kinds=[PROVIDER], telephone="0121 496 0010", **set_up
    )
    desks = [
        agencies.register_agency(
            f"{suite.lower()}-custody", name=f"{suite} custody", kinds=[SUITE], parent=force, **set_up
        )
        for suite in suites
    ]
    part = Participation.Part
    parts = [(provider, part.PROVIDER), (force, part.REFERRER), *((desk, part.REFERRER) for desk in desks)]
    scheme = schemes.set_up_scheme(slug, name=name, lead=provider, front_door=provider, parts=parts, **set_up)
    today = timezone.localdate(at)
    agreement = agreements.record_agreement(
        scheme,
        kept_by=force,
        title=f"{name} custody referrals",
        scope="Who was held, when, and how to reach them",
        purpose="Offering help to change",
        starts_on=today - dt.timedelta(days=30),
        expires_on=today + dt.timedelta(days=365),
        **set_up,
    )
    for agency in (force, provider):
        agreements.sign(
            agreement,
            agency=agency,
            lawful_basis="public_task",
            signatory="A. Signatory, Director",
            signed_on=today,
            **set_up,
        )
    schemes.add_area(scheme, name=f"{name} Borough", **set_up)


def _second_provider(scheme_slug: str, slug: str, name: str, at) -> None:
    """Another provider of the scheme. Whom it may be told of is agreed by `agree_on_handovers`."""
    second = agencies.register_agency(
        slug, name=name, kinds=[PROVIDER], telephone="0121 496 0030", by=None, at=at
    )
    scheme = Scheme.objects.get(slug=scheme_slug)
    Participation.objects.create(scheme=scheme, agency=second, part=Participation.Part.PROVIDER)


def agree_on_handovers() -> Agreement:
    """Let the front door tell the Bridge Project of whom it hands over, and the other way; no desk may."""
    scheme, at = Scheme.objects.get(slug="west"), timezone.now()
    today = timezone.localdate(at)
    agreement = agreements.record_agreement(
        scheme,
        kept_by=scheme.front_door,
        title=f"{scheme.name} handovers",
        scope="Who the person is, and what is still to do",
        purpose="Offering help to change",
        starts_on=today - dt.timedelta(days=30),
        expires_on=today + dt.timedelta(days=400),
        by=None,
        at=at,
    )
    for agency in (scheme.front_door, Agency.objects.get(slug="bridge")):
        agreements.sign(
            agreement,
            agency=agency,
            lawful_basis="legitimate_interests",
            signatory="B. Signatory, Director",
            signed_on=today,
            by=None,
            at=at,
        )
    return agreement


def _council(scheme_slug: str, slug: str, name: str, at) -> None:
    """One that refers to the front door, and has signed what the others have."""
    set_up = {"by": None, "at": at}
    council = agencies.register_agency(
        slug,
        name=name,
        kinds=[COUNCIL],
        telephone="0121 496 0040",
        email_domains=[f"{slug}.example"],
        **set_up,
    )
    scheme = Scheme.objects.get(slug=scheme_slug)
    Participation.objects.create(scheme=scheme, agency=council, part=Participation.Part.REFERRER)
    agreements.sign(
        Agreement.objects.get(scheme=scheme),
        agency=council,
        lawful_basis="public_task",
        signatory="C. Signatory, Director",
        signed_on=timezone.localdate(at),
        **set_up,
    )


def _support(scheme_slug: str, slug: str, name: str, at) -> None:
    """The victim service that receives what is told in a scheme."""
    service = agencies.register_agency(
        slug, name=name, kinds=[SUPPORT], telephone="0121 496 0020", by=None, at=at
    )
    part = Participation.Part.PARTNER_SUPPORT
    Participation.objects.create(scheme=Scheme.objects.get(slug=scheme_slug), agency=service, part=part)


def _appoint(name: str, agency_slug: str, role_slug: str, at: dt.datetime) -> None:
    worker = appointing.register_worker(
        name.replace("_", " ").title(), email=f"{name}@{agency_slug}.example", at=at
    )
    starts_on = timezone.localdate(at) - dt.timedelta(days=60)
    appointing.appoint(worker, Agency.objects.get(slug=agency_slug), role_slug, starts_on=starts_on, at=at)


def _train(name: str, at: dt.datetime) -> None:
    place = Membership.objects.get(worker__email=f"{name}@{PEOPLE[name][0]}.example")
    for tool in in_use(place.role.side):
        record_training(place, tool.slug, is_trained=True, until=None, by=None, at=at)


def _looked_at(response: Any) -> Any:
    """Whatever page a person of the tests is shown, in any of them."""
    if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        said = bare_none(response.content.decode())
        assert not said, f"{response.request['PATH_INFO']} prints “None”: {said}"
    return response


class Person:
    """Somebody at a browser."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.membership: Membership = worker.memberships.select_related("agency").get()
        self.browser = Browser()
        self.signs_in()

    @property
    def role(self) -> type[Role]:
        return self.membership.role

    def signs_in(self) -> None:
        """As after every check at the door, which has tests of its own."""
        session = SessionStore()
        session[SESSION_KEY] = str(self.worker.pk)
        session[BACKEND_SESSION_KEY] = "chrysalis.signin.backends.Passwords"
        session[HASH_SESSION_KEY] = self.worker.get_session_auth_hash()
        limits.begin(session, at=timezone.now())
        session.save()
        self.browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    def get(self, url: str, **query: Any):
        return _looked_at(self.browser.get(url, query))

    def post(self, url: str, fields: dict[str, Any] | None = None, **headers: str):
        return _looked_at(self.browser.post(url, fields or {}, headers=headers))

    def opens(self, name: str, /, *keys: object, **query: Any):
        return self.get(reverse(name, args=keys), **query)

    def sends(self, name: str, /, *keys: object, **fields: Any):
        return self.post(reverse(name, args=keys), fields)


class World:
    """Everybody by name: `world.sergeant`, `world.caseworker_elsewhere`."""

    def __getattr__(self, name: str) -> Person:
        if name not in PEOPLE:
            raise AttributeError(name)
        person = Person(Worker.objects.get(email=f"{name}@{PEOPLE[name][0]}.example"))
        setattr(self, name, person)
        return person

    def one_of_each_role(self) -> list[Person]:
        found = {role: name for name, (_, role) in reversed(PEOPLE.items())}
        assert set(found) == {role.slug for role in ROLES}, "a role has nobody in the world of the tests"
        return [getattr(self, name) for name in found.values()]
