"""Reaching a survivor and telling them; tracing whom somebody harmed; and how soon all that has to be."""

import uuid
from collections.abc import Iterator

from django.utils import timezone

from chrysalis.access.context import as_system
from chrysalis.agencies.models import Scheme
from partners.actions import engaging, people
from partners.actions.news import answer, pass_on
from partners.actions.timing import change_times
from partners.actions.tracing import open_tracing
from partners.definers import Supporter
from partners.models import News, Survivor, Tracing
from partners.notices import CONCERN, PAUSED
from referrals.models import Case
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "link_worker",
    "partners:reach", "partners:show_way", "partners:record_contact", "partners:engage", "partners:survivor",
    "partners:to_tell", "partners:tell",
)  # fmt: skip
def reaching(visit: Visit) -> Iterator[Seen]:
    page, survivor = visit.page, _survivor(visit)
    yield visit.opens("partners:reach", survivor, state="with nothing known")
    for state, device in (("unsafe", "shared"), ("confirmed", "police")):
        _way(visit, survivor, state=state, device=device)
    calm, grave = _news(visit, survivor, PAUSED), _news(visit, survivor, CONCERN)
    yield visit.opens("partners:to_tell", state="waiting")
    yield visit.opens("partners:tell", calm)
    yield visit.refused("partners:tell", "Answer")
    yield visit.opens("partners:survivor", survivor, state="with something to tell")
    yield visit.opens("partners:reach", survivor)
    visit.presses("I have read this: show it (Telephone call)")
    yield visit.sees("partners:show_way", "shown")
    visit.presses("Record contact")
    yield visit.sees("partners:record_contact", "with errors", is_error=True)
    page.get_by_label("Spoke with them").check()
    page.get_by_label("is paused").check()
    visit.presses("Record contact")
    yield visit.sees("partners:survivor", "just reached")
    yield visit.opens("partners:tell", calm, state="told")
    yield visit.opens("partners:engage", survivor)
    yield visit.refused("partners:engage", "Record what they want")
    _wants_no_contact(visit, survivor)
    yield visit.opens("partners:record_contact", survivor, state="of their own accord")
    yield visit.opens("partners:reach", survivor, state="though no contact is wanted")
    yield visit.opens("partners:tell", grave, state="though no contact is wanted")
    page.get_by_label("Not told: unsafe to tell them now").check()
    page.get_by_label("Anything else").fill("Their brother answers.")
    with visit.stock.live.committed():
        by, found = visit.stock.hat("second_link_worker"), News.objects.get(pk=grave)
        not_told = {"was_told": False, "why_not": "no_contact_wanted", "channel": "", "words": ""}
        answer(found, **not_told, by=by, at=timezone.now())
    yield visit.refused("partners:tell", "Answer", state="too late")


@tour("link_worker", "partners:tracings", "partners:tracing")
def tracing(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("partners:tracings", state="empty")
    case = visit.stock.referral("Tracewell", accepted=True)
    with visit.stock.live.committed():
        key = _traced(visit, Case.objects.get(pk=case))
    yield visit.opens("partners:tracings", state="waiting")
    yield visit.opens("partners:tracing", key)
    visit.page.get_by_label("Look for the survivor by name").fill("Nobody Atall")
    visit.presses("Look")
    yield visit.sees("partners:tracing", "with nobody found")
    visit.page.get_by_label("Look for the survivor by name").fill("Rowan")
    _survivor(visit)
    visit.presses("Look")
    yield visit.sees("partners:tracing", "with somebody found")
    yield visit.refused("partners:tracing", "Save")
    visit.page.get_by_label("Nobody can be identified").check()
    visit.page.get_by_label("Why can nobody be identified?").fill("Nobody knows of anybody.")
    visit.presses("Save")
    yield visit.sees("partners:tracings", "one fewer")
    yield visit.opens("partners:tracing", key, state="ended")


@tour("partner_support_manager", "partners:times")
def timing(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("partners:times")
    first = visit.page.get_by_label("Hours for what is told at once")
    first.fill("99")
    yield visit.refused("partners:times", "Save")
    yield visit.opens("partners:times", state="again")
    with visit.stock.live.committed():
        by = visit.stock.hat("partner_support_manager")
        change_times({"high_hours": 2}, seen_version=1, by=by, at=timezone.now())
    visit.presses("Save")
    yield visit.sees("partners:times", "in conflict", status=409)


def _survivor(visit: Visit) -> uuid.UUID:
    with visit.stock.live.committed():
        by, scheme = visit.stock.hat("link_worker"), Scheme.objects.get(slug="west")
        known = {"name": "Tamsin Rowan", "name_to_use": "Sam"}
        return people.record_survivor(known, scheme_id=scheme.pk, by=by, at=timezone.now()).pk


def _way(visit: Visit, survivor: uuid.UUID, *, state: str, device: str) -> None:
    channel, value = ("call", "07700 900456") if state == "confirmed" else ("post", "4 Sallow Wharf")
    way = {"channel": channel, "value": value, "state": state, "device": device, "if_dropped": "They ring"}
    with visit.stock.live.committed():
        by, found = visit.stock.hat("link_worker"), Survivor.objects.get(pk=survivor)
        people.record_way(found, way, by=by, at=timezone.now())


def _news(visit: Visit, survivor: uuid.UUID, kind) -> uuid.UUID:
    event = uuid.uuid4()
    with visit.stock.live.committed():
        by = visit.stock.hat("link_worker")
        with as_system("courier"):
            to = Supporter(survivor, by.worker_id, by.agency_id)
            pass_on(kind, to, event=event, on=timezone.localdate(), detail="high", at=timezone.now())
        return News.objects.get(survivor_id=survivor, kind_slug=kind.slug).pk


def _traced(visit: Visit, case: Case) -> uuid.UUID:
    by = visit.stock.hat("link_worker")
    with as_system("courier"):
        open_tracing(
            case.client_id,
            scheme_id=case.scheme_id,
            agency_id=by.agency_id,
            event=uuid.uuid4(),
            at=timezone.now(),
        )
    return Tracing.objects.get(client_id=case.client_id).pk


def _wants_no_contact(visit: Visit, survivor: uuid.UUID) -> None:
    with visit.stock.live.committed():
        by, found = visit.stock.hat("link_worker"), Survivor.objects.get(pk=survivor)
        engaging.record_engagement(
            found, tier="no_contact_wanted", reason="Said so", by=by, at=timezone.now()
        )
