"""Programmes on the stage: what a provider runs and who pays, and somebody who waits and has a place."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from chrysalis.agencies.queries import make_hat
from interventions.actions import agreeing, funding, placing, suiting, versions
from interventions.catalogue import PROGRAMMES
from interventions.models import AgreementText, Capacity, ProgrammeVersion
from referrals.actions.reading import open_case
from referrals.models import Case


if TYPE_CHECKING:
    from tests.architecture.stage import Bank

Words = Callable[[str, str], str]
A_MONTH = dt.timedelta(days=30)
# One that waits for the gate, and one that asks none: so that one person waits, and has a place.
WAITS, HELD = "hr-1", "cust"


def run(bank: "Bank", scheme: Scheme, words: Words, *, at: dt.datetime) -> dict[str, object]:
    hat, today = make_hat(bank.manager.membership), timezone.localdate(at)
    with acting_as(hat):
        begun = [
            versions.begin_programme(
                PROGRAMMES[slug], scheme=scheme, starts_on=today - A_MONTH, by=hat, at=at
            )
            for slug in (WAITS, HELD)
        ]
        period = {"starts_on": today - A_MONTH, "ends_on": today + 9 * A_MONTH}
        named = {name: words(bank.name, f"stream {name}") for name in ("name", "funder")}
        stream = funding.add_stream(named | period | {"scheme": scheme}, by=hat, at=at)
        capacity = funding.add_places(stream, period | {"programme": HELD, "places": 40}, by=hat, at=at)
        agreeing.write_text(words(bank.name, "agreement"), seen_number=0, by=hat, at=at)
    return {"version": begun[0].pk, "stream": stream.pk, "capacity": capacity.pk}


def take_part(
    bank: "Bank", case: Case, things: dict[str, object], words: Words, *, at: dt.datetime
) -> dict[str, object]:
    """Somebody who did not want to sign, then did; who waits for one programme, and is booked on another."""
    hat, today = make_hat(bank.caseworker.membership), timezone.localdate(at)
    run_by = ProgrammeVersion.objects.filter(provider_agency_id=hat.agency_id, scheme_id=case.scheme_id)
    with acting_as(hat):
        open_case(case, by=hat, at=at)
        text = AgreementText.objects.get()
        suiting.record_suitability(case, {"consents": "yes"}, seen_number=0, by=hat, at=at)
        refused = {"answer": "refused", "refusal": words(bank.name, "refusal"), "answered_on": today}
        signed = {
            "answer": "signed",
            "way": "screen",
            "signed_as": words(bank.name, "signed as"),
            "interpreted_in": words(bank.name, "interpreted in"),
            "answered_on": today,
        }
        agreeing.take_agreement(case, text, refused, by=hat, at=at - dt.timedelta(hours=1))
        agreeing.take_agreement(case, text, signed, by=hat, at=at)
        waiting, held = (
            placing.wait_for(
                case,
                run_by.get(programme=slug),
                waits_for="A place",
                reason=words(bank.name, "reason"),
                by=hat,
                at=at,
            )
            for slug in (WAITS, HELD)
        )
        capacity = Capacity.objects.get(pk=things["capacity"])
        earlier = dt.timedelta(days=2)
        placing.book(held, starts_on=today - earlier, capacity=capacity, by=hat, at=at - earlier)
    return {"enrolment": waiting.pk}
