"""What nobody may learn by a clock: at the public door, whether somebody is known here; behind it, whether a
case that one may not see is there at all.

Each is held against the other in both directions, so that neither may take longer.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.personas import OWNER
from chrysalis.agencies.models import Scheme
from chrysalis.bench.browsing import PLAIN_FILES, NoPage, Visitor
from chrysalis.bench.duel import BENCHES, Bench, Duel
from chrysalis.bench.people import Crowd, Person
from referrals import queries
from referrals.actions import visiting
from referrals.forms.self_referral import CONFIDENTIALITY
from referrals.models import Case
from referrals.views.public_door import COOKIE


ALIKE = 1.1


@dataclass(frozen=True)
class Somebody:
    given_names: str
    family_name: str
    date_of_birth: str  # "1991-03-27"


def duels(crowd: Crowd) -> Iterator[Duel]:
    largest = crowd.providers["largest"]
    known = _known(largest)
    nobody = Somebody("Q" * len(known.given_names), "Q" * len(known.family_name), known.date_of_birth)
    doors = Door(largest, known), Door(largest, nobody)
    yield _alike("asking for help: somebody known, nobody known", *doors)
    yield _alike("asking for help: nobody known, somebody known", *reversed(doors))
    foreign, absent = _foreign(largest), uuid.uuid4()
    yield _unseen("a case of another agency, one that is not there", largest, foreign, absent)
    yield _unseen("a case that is not there, one of another agency", largest, absent, foreign)


class Door:
    """A browser at the public door of the scheme that the provider answers for, everything written."""

    def __init__(self, provider: Person, who: Somebody) -> None:
        self.scheme = Scheme.objects.filter(front_door_id=provider.hat.agency_id).order_by("slug")[0]
        self.who, self.browser = who, Client(SERVER_NAME="127.0.0.1")

    def write(self) -> None:
        now = timezone.now()
        code = visiting.begin(self.scheme, understood=CONFIDENTIALITY, at=now)
        written = visiting.find(code, self.scheme, at=now)
        if written is None:
            raise NoPage("The visit that was begun is not there.")
        year, month, day = self.who.date_of_birth.split("-")
        parts = {"date_of_birth_day": [day], "date_of_birth_month": [month], "date_of_birth_year": [year]}
        names = {"given_names": [self.who.given_names], "family_name": [self.who.family_name]}
        reached = {"ways": ["text"], "telephone": ["07700 900123"]}
        written.pages = {"urgent": {}, "name": names, "born": parts, "reach": reached}
        visiting.keep(code, written, self.scheme, at=now)
        self.browser.cookies[COOKIE] = code

    def send(self) -> None:
        """What they wrote, sent and taken back."""
        with transaction.atomic():
            answer = self.browser.post(reverse("referrals:public_check", args=["en", self.scheme.slug]))
            transaction.set_rollback(True)
        if answer.status_code != 302 or "sent" not in answer.headers["Location"]:
            raise NoPage(f"The public door answered {answer.status_code}")


@contextmanager
def _both_written(*doors: Door) -> Iterator[None]:
    plain = {"STORAGES": settings.STORAGES | PLAIN_FILES, "SECURE_SSL_REDIRECT": False, "PUBLIC_POSTS": 0}
    with override_settings(**plain), transaction.atomic():
        for door in doors:
            door.write()
        yield
        transaction.set_rollback(True)


def _alike(name: str, ours: Door, yardstick: Door) -> Duel:
    return Duel(
        name,
        ours=ours.send,
        yardstick=yardstick.send,
        target=ALIKE,
        setting=partial(_both_written, ours, yardstick),
    )


def _unseen(name: str, person: Person, ours: uuid.UUID, yardstick: uuid.UUID) -> Duel:
    visitor = Visitor(person)
    return Duel(
        name,
        ours=partial(_is_not_there, visitor, ours),
        yardstick=partial(_is_not_there, visitor, yardstick),
        target=ALIKE,
        setting=visitor.at_work,
    )


def _is_not_there(visitor: Visitor, key: uuid.UUID) -> None:
    answer = visitor.browser.get(reverse("referrals:case", args=[key]))
    if answer.status_code != 404:
        raise NoPage(f"A case that may not be seen answered {answer.status_code}")


def _foreign(person: Person) -> uuid.UUID:
    """The key of a case of another agency, looked up as the owner of the tables, whom no policy narrows."""
    others = Case.objects.using(OWNER).exclude(provider_agency_id=person.hat.agency_id)
    return others.order_by("-opened_at", "-id").values_list("pk", flat=True)[0]


def _known(provider: Person) -> Somebody:
    with acting_as(provider.hat):
        found = queries.cases(provider.hat).filter(date_of_birth__regex="^.{10}$")
        case: Case = found.order_by("-opened_at", "-id")[0]
    family, _, given = case.person_name.partition(", ")
    return Somebody(given, family, case.date_of_birth)


BENCHES.add(Bench("telling-apart", "what may not take longer: known and unknown, foreign and absent", duels))
