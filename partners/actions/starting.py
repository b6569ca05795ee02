"""Deciding what the start gate answers: at set times, of what was known then, whenever the worker gets to it.

SAFETY: nothing but the set time decides when an answer changes. A worker that was late, or somebody who
reached a survivor a minute after six, moves nothing before the next set time; so that nobody who asks the
gate again and again learns when a survivor answered.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from chrysalis.access.context import as_system
from chrysalis.access.roles import LinkWorker, PartnerSupportManager
from chrysalis.gates import Answer
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.recipients import Recipient
from partners.definers import StartFact, start_facts
from partners.models import StartAnswer, StartRound, SupportTimes, Tracing
from partners.notices import START_WAITS, START_WAITS_LONG
from partners.rules.starting import Tried, Words, latest_set_time, words


ALONE = 0x57A27  # the number of the lock: two workers decide one after the other
BATCH = 1_000


def decide(times: Sequence[dt.time], *, at: dt.datetime) -> bool:
    """Decide for the set time that was last, once. Whether there was anything left to decide. Without a set
    time nothing is decided, and so nobody may begin."""
    if not times:
        return False
    moment = latest_set_time(times, now=at)
    with as_system("safety_system"):
        _alone()
        if StartRound.objects.filter(decided_for=moment).exists():
            return False
        StartRound.objects.create(decided_for=moment)
        facts, tracings = start_facts(until=moment), list(Tracing.objects.filter(opened_at__lte=moment))
        kept = {service.agency_id: service for service in SupportTimes.objects.all()}
        held = _write(_decided(facts, tracings, kept, at=moment), at=moment)
        _tell_of_long_holds(held, facts, tracings, kept, now=moment, at=at)
    return True


def hold_until_decided(clients: Sequence[UUID]) -> None:
    """SAFETY: two records turned out to be of two people, and what stands was decided of both together. Until
    the next set time neither is clear by what was done for the other; it tells of nobody, since both hold."""
    with as_system("safety_system"):
        answers = StartAnswer.objects.filter(client_id__in=clients)
        answers.update(after_contact=Answer.HOLD, after_attempt=Answer.HOLD)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALONE])


Kept = dict[UUID, SupportTimes]


def _times(kept: Kept, agency_id: UUID) -> SupportTimes:
    return kept.get(agency_id) or SupportTimes(agency_id=agency_id)


def _decided(
    facts: Sequence[StartFact], tracings: Iterable[Tracing], kept: Kept, *, at: dt.datetime
) -> dict[UUID, Words]:
    tried: defaultdict[UUID, list[Tried]] = defaultdict(list)
    for fact in facts:
        needed = _times(kept, fact.agency_id).tries_needed
        tried[fact.client_id].append(Tried(fact.tier, fact.was_reached, tuple(fact.tries), needed))
    nobody = {found.client_id: _found_nobody(found, at) for found in tracings}
    return {
        client: words(tried.get(client, ()), is_nobody_to_find=nobody.get(client, False))
        for client in tried.keys() | nobody.keys() | _cleared()
    }


def _cleared() -> set[UUID]:
    """SAFETY: of whom an answer stands. What was cleared while a record read as another person's, and is of
    nobody any more, is held again."""
    clear = StartAnswer.objects.exclude(after_contact=Answer.HOLD, after_attempt=Answer.HOLD)
    return set(clear.values_list("client_id", flat=True))


def _found_nobody(tracing: Tracing, at: dt.datetime) -> bool:
    return tracing.state == Tracing.State.NOBODY and tracing.ended_at is not None and tracing.ended_at <= at


def _write(decided: dict[UUID, Words], *, at: dt.datetime) -> dict[UUID, dt.datetime]:
    """One row a person, over what stood there. Since when those are held who still are."""
    before = dict(StartAnswer.objects.filter(held_since__isnull=False).values_list("client_id", "held_since"))
    answers = [_answer(client, found, before.get(client), at) for client, found in decided.items()]
    StartAnswer.objects.bulk_create(
        answers,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["client_id"],
        update_fields=["after_contact", "after_attempt", "decided_at", "held_since"],
    )
    return {answer.client_id: answer.held_since for answer in answers if answer.held_since}


def _answer(client: UUID, found: Words, held_since: dt.datetime | None, at: dt.datetime) -> StartAnswer:
    return StartAnswer(
        client_id=client,
        after_contact=_word(found.after_contact),
        after_attempt=_word(found.after_attempt),
        decided_at=at,
        held_since=None if found.after_attempt else held_since or at,
    )


def _word(is_clear: bool) -> Answer:
    return Answer.CLEAR if is_clear else Answer.HOLD


def _tell_of_long_holds(
    held: dict[UUID, dt.datetime],
    facts: Iterable[StartFact],
    tracings: Iterable[Tracing],
    kept: Kept,
    *,
    now: dt.datetime,
    at: dt.datetime,
) -> None:
    """Once a hold: the link worker of each survivor who was neither reached nor tried for often enough, and
    the manager; of somebody nobody is linked to, the manager, since the link workers were asked before."""

    def is_long(client: UUID, agency_id: UUID) -> bool:
        patience = dt.timedelta(days=_times(kept, agency_id).hold_days)
        return client in held and now - held[client] >= patience

    with as_system("courier"):
        for fact in facts:
            needed = _times(kept, fact.agency_id).tries_needed
            one = Tried(fact.tier, fact.was_reached, tuple(fact.tries), needed)
            if (
                is_long(fact.client_id, fact.agency_id)
                and not words([one], is_nobody_to_find=False).after_attempt
            ):
                event = uuid.uuid5(fact.survivor_id, f"{held[fact.client_id].timestamp():.0f}")
                worker = Recipient(fact.agency_id, LinkWorker.slug, fact.worker_id)
                raise_notice(START_WAITS, to=worker, subject=fact.survivor_id, at=at, event=event)
                _tell_manager(fact.agency_id, fact.survivor_id, event=event, at=at)
        for tracing in tracings:
            if tracing.state == Tracing.State.WAITS and is_long(tracing.client_id, tracing.support_agency_id):
                event = uuid.uuid5(tracing.pk, f"{held[tracing.client_id].timestamp():.0f}")
                _tell_manager(tracing.support_agency_id, tracing.pk, event=event, at=at)


def _tell_manager(agency_id: UUID, subject: UUID, *, event: UUID, at: dt.datetime) -> None:
    to = Recipient(agency_id, PartnerSupportManager.slug)
    raise_notice(START_WAITS_LONG, to=to, subject=subject, at=at, event=event)
