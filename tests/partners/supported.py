"""A survivor of Haven, linked to somebody on a case of the Threshold Centre, and what is heard of them.

Other parts announce what happens in programmes; here it is announced as they would.
"""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from chrysalis.events.actions.carrying import carry
from chrysalis.events.announcing import announce
from chrysalis.notices.models import SafetyNotice
from partners.models import News, SafeContact, Survivor, Tracing
from referrals.models import Case
from tests.partners.test_link import _case, links, looks
from tests.partners.told import survivor_from


def linked(world, *, by: Any = None) -> tuple[Case, Survivor]:
    """Nothing waits any more but what happens from now on."""
    case, survivor = _case(world), survivor_from(world)
    links_to(by or world.link_worker, survivor, case)
    carry()
    SafetyNotice.objects.all().delete()
    News.objects.all().delete()
    return case, survivor


def links_to(person, survivor: Survivor, case: Case) -> None:
    looks(person, survivor)
    links(person, survivor, case.client_id)


def happens(event: type, case: Case, **about: Any) -> None:
    """Somebody on the other side does something, and the worker carries it."""
    names = event.__dataclass_fields__
    of_case = {
        "case_id": case.pk,
        "client_id": case.client_id,
        "scheme_id": case.scheme_id,
        "provider_agency_id": case.provider_agency_id,
    }
    facts = {name: value for name, value in of_case.items() if name in names} | about
    if "enrolment_id" in names:
        facts["enrolment_id"] = uuid.uuid4()
    announce(event(**facts), by=None, at=timezone.now())
    carry()


def call_of(survivor: Survivor) -> SafeContact:
    return SafeContact.objects.filter(survivor=survivor, channel="call").first()


def shows(person, survivor: Survivor):
    """Press “I have read this: show it” of the telephone."""
    return person.sends("partners:show_way", survivor.pk, way=call_of(survivor).pk)


def rings(person, survivor: Survivor, **changes: Any):
    fields = {"draft": str(uuid.uuid4()), "way": call_of(survivor).pk, "outcome": "spoke", "account": ""}
    return person.sends("partners:record_contact", survivor.pk, **(fields | changes))


def wants(person, survivor: Survivor, tier: str, **changes: Any):
    fields = {"draft": str(uuid.uuid4()), "tier": tier, "reason": "Said so on the telephone."}
    return person.sends("partners:engage", survivor.pk, **(fields | changes))


def answers(person, news: News, answer: str, **changes: Any):
    return person.sends("partners:tell", news.pk, draft=str(uuid.uuid4()), answer=answer, **changes)


def tracing_of(case: Case) -> Tracing:
    return Tracing.objects.get(client_id=case.client_id)


def at_london(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())
