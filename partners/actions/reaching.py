"""Reaching a survivor: a number is shown to whoever has read its rules, and what came of it is kept."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from partners.actions.news import answer
from partners.actions.people import record_way
from partners.models import THEIRS, News, SafeContact, Survivor, SurvivorContact


SHOWN = word("survivor.way_shown", Side.SAFETY, "consultation", "had a number or address of a survivor shown")
CONTACTED = word("survivor.contacted", Side.SAFETY, "collection", "recorded an attempt to reach a survivor")
Outcome = SurvivorContact.Outcome
# What stays of a way when somebody learns more of it.
KEPT = (
    "channel", "value", "hours", "may_show_number", "code_phrase", "not_safe_phrase", "who_else",
    "if_another", "if_dropped", "device",
)  # fmt: skip


def show(way: SafeContact, *, by: Hat, at: dt.datetime) -> None:
    """Somebody has read the rules of a way and is shown the number or address.

    SAFETY: each showing leaves an entry, since whoever has the number can find the person.
    """
    record(SHOWN, by=by, at=at, subjects=[way.survivor_id, way.pk])


@transaction.atomic
def record_contact(
    survivor: Survivor,
    *,
    way: SafeContact | None,
    outcome: str,
    account: str,
    said: str = "",
    learnt: dict[str, str] | None = None,
    told: Sequence[News] = (),
    made_at: dt.datetime,
    by: Hat,
    at: dt.datetime,
) -> SurvivorContact:
    """What came of an attempt, of the survivor who is open; with it, what they said of the way, and what
    they were told. What they said of its hours and phrase is `learnt`; of what is left empty there, what was
    known stays. Raises news.AnsweredAlready."""
    made = SurvivorContact.objects.create(
        survivor=survivor,
        support_agency_id=by.agency_id,
        way=way,
        channel=way.channel if way else THEIRS,
        outcome=outcome,
        account=account,
        made_at=made_at,
        by_id=by.worker_id,
        recorded_at=at,
    )
    record(CONTACTED, by=by, at=at, subjects=[survivor.pk])
    if way:
        _learn(survivor, way, _standing_after(outcome, said), learnt or {}, by=by, at=at)
    for news in told:
        answer(news, was_told=True, why_not="", channel=made.channel, words="", by=by, at=at)
    return made


def _standing_after(outcome: str, said: str) -> str:
    """SAFETY: where somebody else answered, or it was not safe to speak, the way is not tried again until
    the survivor says that it may be."""
    return SafeContact.State.UNSAFE if outcome in SurvivorContact.FREEZING else said


def _learn(
    survivor: Survivor, way: SafeContact, state: str, learnt: dict[str, str], *, by: Hat, at: dt.datetime
) -> None:
    if not state:
        return
    is_confirmed = state == SafeContact.State.CONFIRMED
    values: dict[str, Any] = {name: getattr(way, name) for name in KEPT}
    if is_confirmed:
        values |= {name: value for name, value in learnt.items() if value}
    values |= {"state": state, "voicemail": way.voicemail and is_confirmed}
    record_way(survivor, values, by=by, at=at)


def way_of(ways: Sequence[SafeContact], key: UUID | None) -> SafeContact | None:
    return next((way for way in ways if way.pk == key), None)
