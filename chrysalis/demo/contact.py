"""What link workers do once a slip is filed: they try, they reach somebody or not, and pass on what happened.

What happened to the person referred is heard here as the courier would hear it, at its hour; what nobody
has heard yet the worker carries once the demonstration runs, so that something always waits to be told.
"""

import datetime as dt
from random import Random

from chrysalis.access.context import acting_as, as_system
from chrysalis.access.hat import Hat
from chrysalis.demo.people import FAMILY_NAMES
from chrysalis.demo.support import HOURS, NAMES, Held, link
from chrysalis.events.event import rebuild
from chrysalis.events.models import Announcement
from partners import handlers, queries
from partners.actions import engaging, news, people, reaching, tracing
from partners.actions.reading import open_survivor
from partners.models import ClientLink, SafeContact, Survivor, SurvivorContact, Tier, Tracing
from referrals.models import Case


Outcome = SurvivorContact.Outcome
SECOND = 4  # of every so many survivors, one is not the only one whom that person harmed
NOBODY_KNOWN = 1  # which of three referrals, where nobody told of anybody harmed
FILED = dt.timedelta(hours=19)  # after the referral: the slip was filed an hour ago
HEARD = {"case-opened": handlers.tell_of_case, "person-reached": handlers.tell_of_contact}


def go_on(
    turn: int, random: Random, survivor: Survivor, *, by: Hat, since: dt.datetime, now: dt.datetime
) -> None:
    """One story for each survivor of a scheme: still trying, left in peace, frozen, or supported."""
    began = since + FILED
    stories = (_is_supported, _wants_no_contact, _is_tried_for, _is_frozen)
    stories[(turn // 3) % len(stories)](random, survivor, by, began, now)


def _is_supported(random: Random, survivor: Survivor, by: Hat, began: dt.datetime, now: dt.datetime) -> None:
    _try(survivor, Outcome.NO_ANSWER, "Rang once.", by, began, now)
    later = began + dt.timedelta(hours=5)
    told = "Spoke for a quarter of an hour. Would like to know each time something changes."
    _try(survivor, Outcome.SPOKE, told, by, later, now, said=SafeContact.State.CONFIRMED)
    _engage(
        survivor, Tier.FULL_SUPPORT, "Asked for a safety plan, and to be told of everything.", by, later, now
    )
    _hear(survivor, later + dt.timedelta(days=1), by, now, was_told=True)


def _wants_no_contact(
    random: Random, survivor: Survivor, by: Hat, began: dt.datetime, now: dt.datetime
) -> None:
    _try(survivor, Outcome.SPOKE, "Was kind, and would rather not be rung.", by, began, now)
    _engage(survivor, Tier.NO_CONTACT_WANTED, "Said so. Knows where we are.", by, began, now)
    _hear(survivor, began + dt.timedelta(hours=20), by, now, was_told=False)


def _is_tried_for(random: Random, survivor: Survivor, by: Hat, began: dt.datetime, now: dt.datetime) -> None:
    for hours in (0, 27, 53):
        _try(survivor, Outcome.NO_ANSWER, "No answer.", by, began + dt.timedelta(hours=hours), now)


def _is_frozen(random: Random, survivor: Survivor, by: Hat, began: dt.datetime, now: dt.datetime) -> None:
    said = "A deep voice answered. Asked for the dentist and rang off."
    _try(survivor, Outcome.SOMEONE_ELSE, said, by, began, now)


def another(
    random: Random, first: Survivor, held: Held, *, by: Hat, since: dt.datetime, now: dt.datetime
) -> None:
    """Somebody else whom the same person harmed came by themselves. Neither record knows of the other."""
    at = since + FILED + dt.timedelta(days=1)
    if at >= now:
        return
    name = f"{random.choice(NAMES)} {random.choice(FAMILY_NAMES)}"
    with acting_as(by):
        survivor = people.record_survivor({"name": name}, scheme_id=first.scheme_id, by=by, at=at)
        open_survivor(survivor, by=by, at=at)
        way = {
            "channel": SafeContact.Channel.CALL,
            "value": f"07700 900{random.randrange(1000):03}",
            "state": SafeContact.State.CONFIRMED,
            "hours": random.choice(HOURS),
            "device": SafeContact.Device.SHARED,
        }
        people.record_way(survivor, way, by=by, at=at)
        link(survivor, held, by=by, at=at)
    _hear_of_before(survivor, at)
    _engage(survivor, Tier.UPDATES_ONLY, "Wants to know of dates, and nothing else.", by, at, now)


def _hear_of_before(survivor: Survivor, at: dt.datetime) -> None:
    """What happened before the link, which the courier would tell of a moment later."""
    with as_system("courier"):
        for announced in Announcement.objects.filter(event="survivor-linked", announced_at=at):
            event = rebuild(announced.event, announced.facts, key=announced.pk)
            if event.survivor_id == survivor.pk:
                handlers.tell_of_before_linking(event, at=at)


def find_nobody(case: Case | None, *, by: Hat, now: dt.datetime) -> None:
    """Of some people nobody knows whom they harmed, and somebody asked."""
    if case is None or case.is_restricted or not _trace(case):
        return
    at = case.opened_at + dt.timedelta(hours=6)
    with acting_as(by):
        found = queries.tracings_waiting(by).filter(client_id=case.client_id).first()
        if found and at < now:
            reason = "Asked the officer and the service: neither knows of anybody."
            tracing.find_nobody(found, reason=reason, by=by, at=at)


def _trace(case: Case) -> bool:
    with as_system("courier"):
        announced = Announcement.objects.filter(event="case-opened", subject_id=case.client_id).first()
        if announced is None:
            return False
        handlers.trace(rebuild(announced.event, announced.facts, key=announced.pk), at=announced.announced_at)
        return Tracing.objects.filter(client_id=case.client_id).exists()


def _try(
    survivor: Survivor, outcome: str, account: str, by: Hat, at: dt.datetime, now: dt.datetime, said: str = ""
) -> None:
    if at >= now:
        return
    with acting_as(by):
        open_survivor(survivor, by=by, at=at)
        way = next((way for way in queries.ways(by, survivor) if way.channel == "call"), None)
        told = {"outcome": outcome, "account": account, "said": said}
        reaching.record_contact(survivor, way=way, **told, made_at=at, by=by, at=at)


def _engage(survivor: Survivor, tier: str, reason: str, by: Hat, at: dt.datetime, now: dt.datetime) -> None:
    if at >= now:
        return
    with acting_as(by):
        open_survivor(survivor, by=by, at=at)
        engaging.record_engagement(survivor, tier=tier, reason=reason, by=by, at=at)


def _hear(survivor: Survivor, at: dt.datetime, by: Hat, now: dt.datetime, *, was_told: bool) -> None:
    """The first thing that happened, heard by the courier, and answered two hours later."""
    if at + dt.timedelta(hours=2) >= now:
        return
    with acting_as(by):
        open_survivor(survivor, by=by, at=at)
        linked = ClientLink.objects.filter(survivor=survivor).first()
    if linked is None:
        return
    with as_system("courier"):
        for announced in Announcement.objects.filter(event="case-opened", subject_id=linked.client_id):
            event = rebuild(announced.event, announced.facts, key=announced.pk)
            HEARD[announced.event](event, at=max(announced.announced_at, at))
    _answer(survivor, at + dt.timedelta(hours=2), by, was_told=was_told)


def _answer(survivor: Survivor, at: dt.datetime, by: Hat, *, was_told: bool) -> None:
    said = (
        {
            "was_told": True,
            "why_not": "",
            "channel": "call",
            "words": "Thanked us, and asked what the programme is.",
        }
        if was_told
        else {"was_told": False, "why_not": "no_contact_wanted", "channel": "", "words": ""}
    )
    with acting_as(by):
        open_survivor(survivor, by=by, at=at)
        for each in list(queries.news_waiting(by, survivor)):
            news.answer(each, **said, by=by, at=at)
