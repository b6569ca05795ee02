"""Handing somebody on to the next provider of the scheme: offered with a summary, then taken or returned.

What was written on the old leg stays there. Taking a handover opens a case of the taker's own, for the
same person on the same way, and ends the leg before, with the places on programmes that it still held.
"""

import datetime as dt

from django.db import transaction

from chrysalis import keys
from chrysalis.access.barriers import Side
from chrysalis.access.context import open_things
from chrysalis.access.hat import Hat
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.workflow import NotNow
from chrysalis.working_days import add_working_days, in_london
from referrals.actions.chasing import say_what_is_due
from referrals.actions.finding import make_findable_here
from referrals.actions.moving import begin_leg, lock, set_next
from referrals.definers import AFTER_RETURN, end_leg_handed_over, leg_comes_back
from referrals.events import CaseHandedOver, HandoverOffered, HandoverSettled, Settled
from referrals.gates.unfinished import UNFINISHED
from referrals.models import OVER, Case, Client, Handover
from referrals.workflow import HANDOVER


OFFERED = word(
    "handover.offered", Side.CHANGE, "disclosure", "offered a case to another provider of the scheme"
)
READ = word("handover.read", Side.CHANGE, "consultation", "read a handover")
TAKEN = word("handover.taken", Side.CHANGE, "alteration", "took over a case from another provider")
RETURNED = word("handover.returned", Side.CHANGE, "alteration", "returned a handover")
WITHDRAWN = word("handover.withdrawn", Side.CHANGE, "alteration", "withdrew a handover")

FIRST_CONTACT = "Make first contact"
WAIT = "Wait for the answer to the handover"
A_DAY = 1


class CannotHandOver(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def offer(
    case: Case, *, to_agency: Agency, summary: str, to_do: list[str], by: Hat, at: dt.datetime
) -> Handover:
    """Offer the case, with what the next provider has to know. Raises CannotHandOver, and sharing.OnHold
    where no agreement lets the one tell the other."""
    case = lock(case)
    _refuse_what_cannot_go(case, to_agency, on=in_london(at).date())
    handover = Handover.objects.create(
        from_case=case,
        pathway_id=case.pathway_id,
        client_id=case.client_id,
        first_referral_id=case.first_referral_id,
        scheme_id=case.scheme_id,
        from_agency_id=case.provider_agency_id,
        to_agency=to_agency,
        reference=case.reference,
        person_name=case.person_name,
        name_key=case.name_key,
        date_of_birth=case.date_of_birth,
        summary=summary,
        to_do=to_do,
        offered_by_id=by.worker_id,
        offered_at=at,
        due_at=_first_contact(case, to_agency, at),
        disposal_due_on=case.disposal_due_on,
    )
    set_next(case, WAIT, handover.due_at)
    say_what_is_due(case, by=by, at=at)
    whom = [case.pk, case.client_id]
    record(OFFERED, by=by, at=at, subjects=whom, recipient_id=to_agency.pk, recipient=to_agency.name)
    announce(HandoverOffered(handover_id=handover.pk, to_agency_id=to_agency.pk), by=by, at=at)
    return handover


def _refuse_what_cannot_go(case: Case, to_agency: Agency, *, on: dt.date) -> None:
    """SAFETY: what is restricted is open to named people of one agency. At another nobody is named yet, and
    among its caseworkers may be the one from whom it is hidden."""
    if case.is_restricted:
        raise CannotHandOver(
            "This case is restricted, and nobody at another provider is named for it. Ask your safeguarding "
            "lead, who arranges it with the lead there."
        )
    if case.state in OVER:
        raise CannotHandOver("This case is over.")
    if case.handovers.filter(state="offered").exists():
        raise CannotHandOver("This case is offered to a provider already.")
    if not sharing.standing(case.scheme, sender=case.provider_agency, receiver=to_agency, on=on).may_share:
        raise sharing.OnHold(to_agency)


def _first_contact(case: Case, to_agency: Agency, at: dt.datetime) -> dt.datetime:
    return add_working_days(at, case.scheme.first_contact_working_days, nation=to_agency.nation)


@transaction.atomic
def read_handover(handover: Handover, *, by: Hat, at: dt.datetime) -> Handover:
    record(READ, by=by, at=at, subjects=[handover.pk, handover.client_id])
    return handover


@transaction.atomic
def take(handover: Handover, *, by: Hat, at: dt.datetime) -> Case:
    """Open a case of the own agency for the person. Raises workflow.NotNow for the second of two, and where
    the leg before ended meanwhile."""
    handover = _received(handover, "take", by=by)
    if not end_leg_handed_over(handover.pk, step_id=keys.Key("step")(), at=at):
        raise NotNow("The case is not there to be taken any longer.")
    for each in UNFINISHED:
        each.end_handed_over(handover.pk, by=by, at=at)
    open_things(client_id=handover.client_id)
    case = _make_case(handover, Client.objects.get(pk=handover.client_id), by=by, at=at)
    open_things(case_id=case.pk, client_id=case.client_id)
    begin_leg(case, transition="take", by=by, at=at)
    make_findable_here(case)
    _settle(handover, Settled.TAKEN, by=by, at=at)
    whom = [handover.pk, handover.from_case_id, case.pk, case.client_id]
    record(TAKEN, by=by, at=at, subjects=whom)
    announce(_handed_over(case, handover), by=by, at=at)
    say_what_is_due(case, by=by, at=at)
    return case


@transaction.atomic
def return_handover(handover: Handover, *, because: str, by: Hat, at: dt.datetime) -> None:
    """Say why it is not for this agency. Raises workflow.NotNow."""
    handover = _received(handover, "return", by=by)
    due_at = add_working_days(at, A_DAY, nation=handover.from_agency.nation)
    if not leg_comes_back(handover.pk, at=at, due_at=due_at):
        raise NotNow("The case is not there to be returned to any longer.")
    _settle(handover, Settled.RETURNED, because=because, by=by, at=at)
    record(RETURNED, by=by, at=at, subjects=[handover.pk, handover.from_case_id, handover.client_id])


@transaction.atomic
def withdraw(handover: Handover, *, by: Hat, at: dt.datetime) -> None:
    """Take it back while nobody has answered, in front of the open case. Raises workflow.NotNow."""
    handover = _locked(handover)
    HANDOVER.check(handover, "withdraw", by=by)
    case = lock(handover.from_case)
    _settle(handover, Settled.WITHDRAWN, by=by, at=at)
    set_next(case, AFTER_RETURN, add_working_days(at, A_DAY, nation=case.provider_agency.nation))
    record(WITHDRAWN, by=by, at=at, subjects=[handover.pk, handover.client_id])


def _received(handover: Handover, name: str, *, by: Hat) -> Handover:
    handover = _locked(handover)
    HANDOVER.check(handover, name, by=by)
    if handover.to_agency_id != by.agency_id:
        raise NotNow("This handover waits for the other provider.")
    return handover


def _locked(handover: Handover) -> Handover:
    """Always before the case that it is of: whoever answers and whoever withdraws wait for each other, and
    neither for ever."""
    return Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)


def _settle(handover: Handover, settled: Settled, *, because: str = "", by: Hat, at: dt.datetime) -> None:
    Handover.objects.filter(pk=handover.pk).update(
        state=settled.value, settled_by_id=by.worker_id, settled_at=at, returned_because=because
    )
    announce(
        HandoverSettled(
            handover_id=handover.pk,
            from_case_id=handover.from_case_id,
            from_agency_id=handover.from_agency_id,
            offered_by_id=handover.offered_by_id,
            settled_by_id=by.worker_id,
            settled=settled,
        ),
        by=by,
        at=at,
    )


def _make_case(handover: Handover, client: Client, *, by: Hat, at: dt.datetime) -> Case:
    return Case.objects.create(
        pathway_id=handover.pathway_id,
        client=client,
        joined_to_id=client.joined_to_id,
        handover_id=handover.pk,
        first_referral_id=handover.first_referral_id,
        scheme_id=handover.scheme_id,
        provider_agency_id=handover.to_agency_id,
        allocated_worker_id=by.worker_id,
        opened_at=at,
        person_name=client.name_in_lists,
        reference=handover.reference,
        name_key=handover.name_key,
        date_of_birth=client.date_of_birth,
        next_action=FIRST_CONTACT,
        next_due_at=handover.due_at,
        disposal_due_on=handover.disposal_due_on,
    )


def _handed_over(case: Case, handover: Handover) -> CaseHandedOver:
    return CaseHandedOver(
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
        from_agency_id=handover.from_agency_id,
    )
