"""Letting the clock of a referral stand still until a day: somebody is in hospital, or a court comes first.

The deadline moves on by the working days between, at once and for good: nothing has to happen on the day on
which the clock goes on. Beyond the days of the scheme a manager agrees, who reads no referral.
"""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.scheduled import later
from chrysalis.workflow import NotNow
from chrysalis.working_days import LONDON, OFFICE_HOURS, in_london
from referrals.actions.reading import open_referral
from referrals.definers import pause_goes_on
from referrals.models import Pause, Referral
from referrals.rules.clocks import Clock, days_left, days_of
from referrals.workflow import REFERRAL


PAUSED = word("referral.paused", Side.CHANGE, "alteration", "let the clock of a referral stand still")
GONE_ON = word("referral.gone-on", Side.CHANGE, "alteration", "let the clock of a referral run again")
AGREED = word("pause.answered", Side.CHANGE, "alteration", "answered whether a clock stands still for longer")
ASK, SETTLE = "referrals.ask_to_pause", "referrals.settle_pause"


def running(referral: Referral) -> Clock:
    """The clock of a referral, from the columns that lists read."""
    return Clock(
        referral.first_contact_due_at, referral.paused_at, referral.paused_until, referral.paused_because
    )


@transaction.atomic
def pause(
    referral: Referral, *, reason: str, said: str, words: str, until_on: dt.date, by: Hat, at: dt.datetime
) -> Pause:
    """Until that day, or as far as the days of the scheme go while a manager is asked. Raises
    workflow.NotNow."""
    referral = _held(referral, "pause", by=by, at=at)
    if is_paused(referral, at):
        raise NotNow("The clock stands still already. Let it run first.")
    allowed = allowed_until(referral, by=by, at=at)
    wanted = until_on if until_on > allowed else None
    if wanted and referral.is_restricted:
        raise NotNow(f"What is restricted can be paused until {allowed:%-d %B}, and then again.")
    until_on = min(until_on, allowed)
    made = Pause.objects.create(
        referral=referral,
        reference=referral.reference,
        provider_agency_id=referral.provider_agency_id,
        reason=reason,
        said=said,
        words=words,
        by_id=by.worker_id,
        at=at,
        due_at=referral.first_contact_due_at,
        until_on=until_on,
        wanted_until_on=wanted,
        is_restricted=referral.is_restricted,
    )
    _move(referral, made, opens_on(until_on), paused_until=opens_on(until_on), paused_because=said)
    record(PAUSED, by=by, at=at, subjects=[referral.pk])
    if wanted:
        later(ASK, due_at=at, by=by, pause_id=made.pk, agency_id=made.provider_agency_id)
    return made


@transaction.atomic
def go_on(referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    """Earlier than its day. Raises workflow.NotNow."""
    referral = _held(referral, "go_on", by=by, at=at)
    if not is_paused(referral, at):
        raise NotNow("The clock of this referral runs.")
    end_pause(referral, by=by, at=at)


def end_pause(referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    """Of one that is locked and open: where its clock stands still, it runs from now."""
    if not is_paused(referral, at):
        return
    found = visible(by, Pause.objects.filter(referral=referral, ended_at=None)).order_by("-at")[0]
    Pause.objects.filter(pk=found.pk).update(ended_at=at, ended_by_id=by.worker_id)
    _move(referral, found, at, paused_until=None, paused_because="")
    if found.waits_for_answer:
        later(SETTLE, due_at=at, by=by, pause_id=found.pk, worker_id=by.worker_id)
    record(GONE_ON, by=by, at=at, subjects=[referral.pk])


@transaction.atomic
def answer_pause(found: Pause, *, agrees: bool, remark: str, by: Hat, at: dt.datetime) -> None:
    """The manager's answer. Raises workflow.NotNow where it came too late."""
    if found.wanted_until_on is None:
        raise NotNow("Nobody asked for this.")
    due_at = _due(found, opens_on(found.wanted_until_on), found.provider_agency.nation)
    if not pause_goes_on(found.pk, agrees=agrees, remark=remark, due_at=due_at, at=at):
        raise NotNow("Somebody answered this already, or the referral was decided on.")
    record(AGREED, by=by, at=at, subjects=[found.referral_id], reason=remark)
    later(SETTLE, due_at=at, by=by, pause_id=found.pk, worker_id=by.worker_id)


def forget_asking(referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    """It was decided on: no manager need answer any more. In front of the open referral."""
    for each in visible(by, Pause.objects.filter(referral=referral, is_agreed=None, ended_at=None)):
        if each.waits_for_answer:
            later(SETTLE, due_at=at, by=by, pause_id=each.pk, worker_id=by.worker_id)


def opens_on(day: dt.date) -> dt.datetime:
    """When the clock goes on: as the office opens."""
    return dt.datetime.combine(day, OFFICE_HOURS.opens, LONDON)


def _held(referral: Referral, name: str, *, by: Hat, at: dt.datetime) -> Referral:
    held = Referral.objects.select_for_update(of=("self",)).select_related("scheme", "provider_agency")
    referral = held.get(pk=referral.pk)
    REFERRAL.check(referral, name, by=by)
    return open_referral(referral, by=by, at=at)


def is_paused(referral: Referral, at: dt.datetime) -> bool:
    return referral.paused_until is not None and at < referral.paused_until


def allowed_until(referral: Referral, *, by: Hat, at: dt.datetime) -> dt.date:
    """The last day up to which a caseworker may pause on their own: earlier pauses count."""
    today = in_london(at).date()
    used = sum(_used(each) for each in visible(by, Pause.objects.filter(referral=referral)))
    return today + dt.timedelta(days=days_left(referral.scheme.pause_days, used))


def _used(each: Pause) -> int:
    ended = in_london(each.ended_at).date() if each.ended_at else each.until_on
    return days_of(in_london(each.at).date(), min(ended, each.until_on))


def _due(found: Pause, goes_on: dt.datetime, nation: str) -> dt.datetime:
    return Clock(found.due_at, found.at).resume(at=goes_on, nation=nation).due_at


def _move(referral: Referral, found: Pause, goes_on: dt.datetime, **stands: object) -> None:
    due_at = _due(found, goes_on, referral.provider_agency.nation)
    Referral.objects.filter(pk=referral.pk).update(first_contact_due_at=due_at, **stands)
    referral.first_contact_due_at = due_at
