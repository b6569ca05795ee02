"""The pages of programmes, places and money: as a caseworker and as a service manager come to them."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Scheme
from interventions.actions import agreeing, funding, placing, versions
from interventions.catalogue import PROGRAMMES
from interventions.models import AgreementText, Capacity, FundingStream, ProgrammeVersion
from referrals.actions.reading import open_case
from referrals.models import Case
from tests.browser.stock import Stock
from tests.browser.tours import _fill_date, tour
from tests.browser.visit import Seen, Visit


def _run(stock: Stock) -> tuple[ProgrammeVersion, FundingStream, Capacity]:
    """A men's group and what is instead of it, contact in custody, and forty places."""
    at, today = timezone.now(), timezone.localdate()
    period = {"starts_on": today, "ends_on": today + dt.timedelta(days=100)}
    with stock.live.committed():
        by, scheme = stock.hat("service_manager"), Scheme.objects.get(slug="west")
        begun = [
            versions.begin_programme(PROGRAMMES[slug], scheme=scheme, starts_on=today, by=by, at=at)
            for slug in ("jc-group", "jc-iip", "cust")
        ]
        named = {"scheme": scheme, "name": "The county", "funder": "The county council"}
        stream = funding.add_stream(named | period, by=by, at=at)
        capacity = funding.add_places(stream, {"programme": "cust", "places": 40} | period, by=by, at=at)
    return begun[0], stream, capacity


def _write(stock: Stock) -> None:
    with stock.live.committed():
        by = stock.hat("service_manager")
        words = "What stays between us.\n\nWhat does not."
        agreeing.write_text(words, seen_number=0, by=by, at=timezone.now())


def _waits(stock: Stock, case: uuid.UUID, slug: str) -> uuid.UUID:
    with stock.live.committed():
        by, at = stock.hat("caseworker"), timezone.now()
        with acting_as(by):
            found = open_case(Case.objects.get(pk=case), by=by, at=at)
            version = ProgrammeVersion.objects.filter(programme=slug).latest("number")
            return placing.wait_for(found, version, waits_for="A place", by=by, at=at).pk


@tour(
    "service_manager",
    "interventions:own_programmes", "interventions:begin_programme", "interventions:version",
    "interventions:change_programme", "interventions:agreement_text", "interventions:streams",
    "interventions:add_stream", "interventions:stream", "interventions:change_stream",
    "interventions:add_places", "interventions:change_places", "interventions:places_left",
    "interventions:waiting", "interventions:override",
    first=True,
)  # fmt: skip
def running_programmes(visit: Visit) -> Iterator[Seen]:
    stock, page = visit.stock, visit.page
    yield visit.opens("interventions:waiting", state="empty")
    yield visit.opens("interventions:own_programmes", state="empty")
    yield visit.opens("interventions:streams", state="empty")
    yield visit.opens("interventions:places_left", state="empty")
    yield visit.opens("interventions:begin_programme")
    yield visit.refused("interventions:begin_programme", "Add programme")
    yield visit.opens("interventions:agreement_text", state="none written")
    yield visit.refused("interventions:agreement_text", "Save text")
    yield visit.opens("interventions:add_stream")
    yield visit.refused("interventions:add_stream", "Add stream")
    version, stream, capacity = _run(stock)
    yield visit.opens("interventions:own_programmes", state="full")
    yield visit.opens("interventions:version", version.pk)
    yield visit.opens("interventions:change_programme", version.pk)
    yield visit.refused("interventions:change_programme", "Save as a new version")
    page.get_by_label("What changes, and why").fill("The board agreed.")
    page.get_by_label("Number of sessions").fill("26")
    _fill_date(visit, "Holds from", timezone.localdate())
    with stock.live.committed():
        by = stock.hat("service_manager")
        with acting_as(by):
            said = {"starts_on": timezone.localdate(), "reason": "Meanwhile"}
            versions.change_programme(version, {"minutes": 120}, **said, by=by, at=timezone.now())
    visit.presses("Save as a new version")
    yield visit.sees("interventions:change_programme", "in conflict", status=409)
    visit.presses("Save as a new version")
    yield visit.sees("interventions:version", "with what changed")
    yield visit.opens("interventions:streams", state="full")
    yield visit.opens("interventions:stream", stream.pk)
    yield visit.opens("interventions:add_places", stream.pk)
    yield visit.refused("interventions:add_places", "Add places")
    yield visit.opens("interventions:change_places", capacity.pk)
    page.get_by_label("Places").fill("0")
    yield visit.refused("interventions:change_places", "Save places")
    with stock.live.committed():
        by = stock.hat("service_manager")
        with acting_as(by):
            own = FundingStream.objects.get(pk=stream.pk)
            funding.change_stream(own, {"funder": "Others"}, seen_version=1, by=by, at=timezone.now())
    visit.opens("interventions:change_stream", stream.pk)
    page.locator("input[name=version]").evaluate("field => field.value = '1'")
    visit.presses("Save stream")
    yield visit.sees("interventions:change_stream", "in conflict", status=409)
    yield visit.opens("interventions:places_left", state="full")
    place = _waits(stock, stock.referral("Waiter", accepted=True), "jc-iip")
    yield visit.opens("interventions:waiting", state="full")
    yield visit.opens("interventions:waiting", query="?programme=jc-group", state="filtered to nothing")
    yield visit.opens("interventions:override", place)
    yield visit.refused("interventions:override", "Let it be booked now")
    page.get_by_label("Why it cannot wait").fill("Ordered by a court.")
    visit.presses("Let it be booked now")
    yield visit.opens("interventions:override", place, state="decided")


@tour(
    "caseworker",
    "interventions:programmes", "interventions:suitability", "interventions:client_agreement",
    "interventions:wait", "interventions:book", "interventions:give_back", "interventions:leave",
    first=True,
)  # fmt: skip
def taking_part(visit: Visit) -> Iterator[Seen]:
    stock, page = visit.stock, visit.page
    case = stock.referral("Partaker", accepted=True)
    yield visit.opens("interventions:programmes", case, state="nothing known")
    yield visit.opens("interventions:client_agreement", case, state="no text")
    if not _is_run(stock):
        _run(stock)
    _write(stock)
    yield visit.opens("interventions:client_agreement", case)
    yield visit.refused("interventions:client_agreement", "Record")
    yield visit.opens("interventions:suitability", case)
    yield visit.refused("interventions:suitability", "Save")
    yield visit.opens("interventions:wait", case, query="?programme=cust")
    yield visit.refused("interventions:wait", "Put on the waiting list")
    _waits(stock, case, "cust")
    _waits(stock, case, "jc-group")
    yield visit.opens("interventions:book", case, query="?programme=cust", state="agreement not signed")
    with stock.live.committed():
        by, at = stock.hat("caseworker"), timezone.now()
        with acting_as(by):
            found = open_case(Case.objects.get(pk=case), by=by, at=at)
            signed = {"answer": "signed", "way": "paper", "answered_on": timezone.localdate()}
            agreeing.take_agreement(found, AgreementText.objects.get(), signed, by=by, at=at)
    yield visit.opens("interventions:book", case, query="?programme=jc-group", state="not yet")
    yield visit.opens("interventions:book", case, query="?programme=cust")
    yield visit.refused("interventions:book", "Book the place")
    _fill_date(visit, "First day", timezone.localdate())
    page.get_by_label("The county").check()
    visit.presses("Book the place")
    yield visit.sees("interventions:programmes", "booked")
    yield visit.opens("interventions:give_back", case)
    yield visit.refused("interventions:give_back", "Give back")
    yield visit.opens("interventions:leave", case)
    yield visit.refused("interventions:leave", "Take off the list")
    yield visit.opens("interventions:client_agreement", case, state="signed")


def _is_run(stock: Stock) -> bool:
    with stock.live.committed():
        return ProgrammeVersion.objects.exists()
