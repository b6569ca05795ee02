"""A provider with programmes, money, an agreement, and somebody who could take part."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

from chrysalis import gates
from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.gates import Answer
from interventions.actions import agreeing, funding, versions
from interventions.catalogue import PROGRAMMES
from interventions.models import Capacity, Enrolment, ProgrammeVersion
from referrals.models import Case, Referral
from tests.referrals.test_custody_referral import refers
from tests.world import Person, World


TODAY = timezone.localdate()
SOON = TODAY + dt.timedelta(days=10)
KNOWN = {
    "abuse_types": ["partner"],
    "relationships": ["partner"],
    "acknowledges": "yes",
    "consents": "yes",
    "has_children": "yes",
    "fits_group": "yes",
    "lives_in_scheme": "yes",
    "criminal": "none",
    "public_family": "none",
    "private_family": "none",
    "expert_assessed": "not_known",
    "previous": "no",
}


def day(name: str, value: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


def sends(person: Person, name: str, /, *keys: object, **fields: object):
    return person.sends(name, *keys, **({"draft": str(uuid.uuid4())} | fields))


def runs(manager: Person, *slugs: str, scheme: str = "west", **values: object) -> list[ProgrammeVersion]:
    """The manager's agency runs these programmes, since a month ago, by the rules they come with."""
    hat, at = make_hat(manager.membership), timezone.now()
    with acting_as(hat):
        return [
            versions.begin_programme(
                PROGRAMMES[slug],
                scheme=Scheme.objects.get(slug=scheme),
                starts_on=TODAY - dt.timedelta(days=30),
                by=hat,
                at=at,
                **values,
            )
            for slug in slugs
        ]


def pays(manager: Person, slug: str, places: int, *, days: int = 200, scheme: str = "west") -> Capacity:
    hat, at = make_hat(manager.membership), timezone.now()
    period = {"starts_on": TODAY - dt.timedelta(days=30), "ends_on": TODAY + dt.timedelta(days=days)}
    with acting_as(hat):
        stream = funding.add_stream(
            {"scheme": Scheme.objects.get(slug=scheme), "name": f"For {slug}", "funder": "The county"}
            | period,
            by=hat,
            at=at,
        )
        return funding.add_places(stream, {"programme": slug, "places": places} | period, by=hat, at=at)


def writes_agreement(manager: Person) -> None:
    hat = make_hat(manager.membership)
    with acting_as(hat):
        agreeing.write_text(
            "What we keep to ourselves, and what not.", seen_number=0, by=hat, at=timezone.now()
        )


def case_of(world: World, **changes: str) -> Case:
    """Somebody referred, whose case our caseworker has opened."""
    before = set(Referral.objects.values_list("pk", flat=True))
    refers(world.sergeant, **changes)
    referral = Referral.objects.exclude(pk__in=before).get()
    world.caseworker.sends("referrals:accept", referral.pk)
    return Case.objects.get(referral=referral)


def is_told(person: Person, case: Case, **changes: object):
    return sends(person, "interventions:suitability", case.pk, **(KNOWN | {"number": 0} | changes))


def signs(person: Person, case: Case, **changes: object):
    from interventions.models import AgreementText

    text = AgreementText.objects.filter(provider_agency=case.provider_agency).first()
    told = {"answer": "signed", "way": "paper", "copy_given": "on", "text": text.pk} | day(
        "answered_on", TODAY
    )
    return sends(person, "interventions:client_agreement", case.pk, **(told | changes))


def waits(person: Person, case: Case, version: ProgrammeVersion, **changes: object):
    told = {"version": version.pk, "waits_for": "A place", "reason": "Agreed in supervision."}
    return sends(person, "interventions:wait", case.pk, **(told | changes))


def books(person: Person, case: Case, capacity: Capacity | None, starts_on: dt.date = SOON):
    place = Enrolment.objects.filter(case=case).latest("waiting_since")
    paid = {"capacity": capacity.pk} if capacity else {}
    return sends(person, "interventions:book", case.pk, place=place.pk, **paid, **day("starts_on", starts_on))


@contextmanager
def gate_says(answer: Answer, *slugs: str) -> Iterator[list[str]]:
    """Somebody on the safety side keeps the gates, and says so; which gates were asked."""
    asked: list[str] = []

    def keeper(slug: str):
        def keep(*, client_id: uuid.UUID) -> Answer:
            asked.append(slug)
            return answer

        return keep

    kept = {slug: keeper(slug) for slug in slugs or ("start-after-contact", "start-after-attempt")}
    with mock.patch.dict(gates._gatekeepers, kept):
        yield asked
