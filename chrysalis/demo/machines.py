"""What a force's own records system sent in the night. It comes last of all, so that everything before is the
same to the last key."""

import datetime as dt
from random import Random
from typing import Any

from django.db import transaction

from chrysalis.agencies.models import Agency, Scheme
from chrysalis.api.actions import keeping, once
from chrysalis.api.actions.letting_in import Caller
from chrysalis.api.models import Purpose
from chrysalis.demo.people import invent_person
from chrysalis.working_days import in_london
from referrals.actions.referring_by_machine import refer_by_machine
from referrals.models import PoliceDetails, ProfessionalDetails


SCHEME, AGENCY = "kent", "kent-police"
SINCE, HOURS_AGO = dt.timedelta(days=30), 9
B = ProfessionalDetails.Behaviour
TOLD: dict[str, Any] = {
    "behaviours": [B.CONTROLLING, B.TECHNOLOGY],
    "what_happened": "Reads every message, and has put a locator into the family car.",
    "agrees": ProfessionalDetails.Agrees.YES,
    "post": "Sergeant, domestic abuse desk",
    "reached_at": "01632 960300",
}


@transaction.atomic
def refer(scheme: Scheme, *, towns: tuple[str, ...], seed: str, at: dt.datetime) -> None:
    force, sent_at = Agency.objects.get(slug=AGENCY), at - dt.timedelta(hours=HOURS_AGO)
    name = "Crime and intelligence records (Larch)"
    system = keeping.add_system(force, name=name, purposes=Purpose.values, by=None, at=at - SINCE)
    keeping.make_secret(system, by=None, at=at - SINCE)
    random = Random(f"{seed}/machines")  # noqa: S311 - a story, not a secret
    caller = Caller(system.pk, force.pk, frozenset(system.purposes))
    refer_by_machine(
        caller,
        once.claim(caller, "case-2026-004711", "of the demonstration", at=sent_at),
        scheme,
        force,
        person=invent_person(random, on=in_london(sent_at).date(), towns=towns, youngest=18),
        details=TOLD,
        beside=[PoliceDetails(unit="Domestic abuse desk")],
        source="police",
        at=sent_at,
    )
