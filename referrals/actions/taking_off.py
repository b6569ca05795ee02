"""Taking a referral off the case that it was kept with: one worker proposes, another agrees.

What it told stays readable on the case, as taken off. The referral stands in the inbox again, or becomes a
case of its own; what followed from it on the case (a deadline, what staff are ready for, by what somebody is
found) follows from it no more. The grade is looked at again on the same day.
"""

import datetime as dt

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import open_things
from chrysalis.access.hat import Hat
from chrysalis.agencies.matching import name_key
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.events.scheduled import later
from chrysalis.working_days import in_london
from referrals.actions.asking_sender import say_word
from referrals.actions.being_ready import end_those_of
from referrals.actions.finding import find_by_itself
from referrals.actions.incidents import review_today
from referrals.actions.moving import lock
from referrals.actions.reading import open_again, open_beside
from referrals.actions.triage import accept, is_bound
from referrals.events import IncidentTakenOff
from referrals.models import Case, Incident, JoiningState, Referral, ReferralStatus, TakingOff
from referrals.workflow import REFERRAL


PROPOSED = word(
    "taking-off.proposed",
    Side.CHANGE,
    "collection",
    "proposed that a referral is not of the person of a case",
)
TAKEN_OFF = word("referral.taken-off", Side.CHANGE, "combination", "agreed to take a referral off a case")
KEPT = word("taking-off.answered", Side.CHANGE, "alteration", "said that a referral stays with a case")
# What falls due, in `handlers.py`.
ASK, SETTLE = "referrals.ask_to_take_off", "referrals.settle_taking_off"


class CannotTakeOff(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def propose(case: Case, incident: Incident, *, goes: str, reason: str, by: Hat, at: dt.datetime) -> TakingOff:
    """In front of the open case. Raises CannotTakeOff."""
    if case.is_restricted or incident.referral_id is None or incident.taken_off_at:
        raise CannotTakeOff("This cannot be taken off the case.")
    try:
        with transaction.atomic():
            made = TakingOff.objects.create(
                case=case,
                provider_agency_id=case.provider_agency_id,
                incident=incident,
                goes=goes,
                reason=reason,
                by_id=by.worker_id,
                at=at,
            )
    except IntegrityError:
        raise CannotTakeOff("Somebody has proposed this already. It waits for a second person.") from None
    record(PROPOSED, by=by, at=at, subjects=[case.pk, case.client_id, incident.referral_id])
    later(ASK, due_at=at, by=by, taking_id=made.pk, case_id=case.pk, agency_id=case.provider_agency_id)
    return made


@transaction.atomic
def answer(taking: TakingOff, case: Case, *, agrees: bool, remark: str, by: Hat, at: dt.datetime) -> None:
    """The second person agrees or declines; the first withdraws. Raises CannotTakeOff."""
    taking = TakingOff.objects.select_for_update(of=("self",)).get(pk=taking.pk)
    if taking.state != JoiningState.PROPOSED:
        raise CannotTakeOff("Somebody has answered this already.")
    is_own = taking.by_id == by.worker_id
    if agrees and is_own:
        raise CannotTakeOff("You proposed this. Somebody else must agree to it.")
    state = JoiningState.AGREED if agrees else JoiningState.WITHDRAWN if is_own else JoiningState.DECLINED
    TakingOff.objects.filter(pk=taking.pk).update(
        state=state, answered_by_id=by.worker_id, answered_at=at, remark=remark
    )
    later(SETTLE, due_at=at, by=by, case_id=case.pk, worker_id=by.worker_id)
    if agrees:
        _take_off(lock(case), taking, by=by, at=at)
    else:
        record(KEPT, by=by, at=at, subjects=[case.pk, case.client_id])


def _take_off(case: Case, taking: TakingOff, *, by: Hat, at: dt.datetime) -> None:
    incident = Incident.objects.get(pk=taking.incident_id)
    held = Referral.objects.select_for_update(of=("self",))
    referral = held.get(pk__in=[key for key in (incident.referral_id,) if key])
    transition = REFERRAL.check(referral, "take_off", by=by)
    Incident.objects.filter(pk=incident.pk).update(taken_off_at=at)
    _loosen(case, referral, by=by, at=at)
    referral.name_key = name_key(referral.given_names, referral.family_name)
    Referral.objects.filter(pk=referral.pk).update(
        state=transition.target, joined_case_id=None, decided_at=None, name_key=referral.name_key
    )
    numbers = dict(referral.came_with.numbers)
    find_by_itself(case, referral, numbers, _other_numbers(case, numbers, by=by, at=at), at=at)
    open_things(case_id=case.pk, client_id=case.client_id, referral_id=referral.pk)
    say_word(referral, ReferralStatus.Word.RECEIVED, at=at)
    review_today(case, at=at)
    record(transition.audit, by=by, at=at, subjects=[referral.pk, case.pk, case.client_id])
    announce(_taken_off(case, incident), by=by, at=at)
    if taking.goes == TakingOff.Goes.CASE:
        referral.refresh_from_db()
        accept(referral, by=by, at=at)
        open_again(case)


def _loosen(case: Case, referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    """What binds the person now: what came with the referrals that are left."""
    left = [case.referral_id, *_joined(case)]
    held = Referral.objects.filter(pk__in=[key for key in left if key])
    days, bound = [], False
    for each in list(held):
        open_beside(case, by=by, at=at, referral_id=each.pk)
        days += [each.disposal_due_on] if each.disposal_due_on else []
        bound = bound or is_bound(each)
    open_beside(case, by=by, at=at, referral_id=referral.pk)
    end_those_of(case, referral, by=by, at=at)
    Case.objects.filter(pk=case.pk).update(disposal_due_on=min(days, default=None), is_bound=bound)


def _joined(case: Case) -> list[object]:
    told = Incident.objects.filter(case=case, referral__isnull=False, taken_off_at__isnull=True)
    return list(told.values_list("referral_id", flat=True))


def _other_numbers(case: Case, brought: dict[str, str], *, by: Hat, at: dt.datetime) -> dict[str, str]:
    """The numbers of the person that did not come with this referral alone."""
    known = {each.kind: each.raw for each in case.client.identifiers.all()}
    return {kind: raw for kind, raw in known.items() if brought.get(kind) != raw}


def _taken_off(case: Case, incident: Incident) -> IncidentTakenOff:
    return IncidentTakenOff(
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
        told_on=in_london(incident.recorded_at).date(),
    )
