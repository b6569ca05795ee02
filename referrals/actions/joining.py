"""Saying that two records are of one person, and taking that back: one worker proposes, another agrees.

Nothing is moved. Each record keeps its rows and what is added to it; whatever reads a person reads all
records that stand together, and after it is taken back each for itself again.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from chrysalis.access.barriers import Side
from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.events.event import Event
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions.reading import open_beside
from referrals.events import JoiningAnswered, JoiningProposed, RecordsJoined, RecordsParted
from referrals.gates.persons import follow_names, settle_records
from referrals.models import Case, Joining, JoiningState, NotSamePerson


PROPOSED = word(
    "joining.proposed", Side.CHANGE, "collection", "proposed that two records are of one person, or are not"
)
JOINED = word("joining.joined", Side.CHANGE, "combination", "agreed that two records are of one person")
PARTED = word("joining.parted", Side.CHANGE, "combination", "agreed that two records are of two people")
DECLINED = word(
    "joining.declined", Side.CHANGE, "alteration", "declined that two records are of one person, or are not"
)
WITHDRAWN = word("joining.withdrawn", Side.CHANGE, "alteration", "withdrew what they proposed of two records")
JOIN, TRIAGE, PART = Joining.Kind.JOIN, Joining.Kind.TRIAGE, Joining.Kind.PART


class CannotJoin(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def propose(case: Case, other: Case, *, reason: str, by: Hat, at: dt.datetime) -> Joining:
    """In front of the open case: it and the other are of one person. Raises CannotJoin."""
    _refuse(case, other, by=by, at=at)
    return _propose(JOIN, case, other, reason=reason, by=by, at=at)


@transaction.atomic
def part(joining: Joining, case: Case, *, reason: str, by: Hat, at: dt.datetime) -> Joining:
    """In front of the open case of one of the two: they are two people after all. Raises CannotJoin."""
    joining = _locked(joining)
    if not joining.stands:
        raise CannotJoin("These two records are not joined any longer.")
    other = _other_case(joining, case, by=by)
    return _propose(PART, case, other, undoes=joining, reason=reason, by=by, at=at)


@transaction.atomic
def answer(joining: Joining, *, agrees: bool, remark: str = "", by: Hat, at: dt.datetime) -> Joining:
    """The second person agrees or declines; the first withdraws. In front of either. Raises CannotJoin."""
    joining = _locked(joining)
    if joining.state != JoiningState.PROPOSED:
        raise CannotJoin("Somebody has answered this already.")
    case, other = _both(joining, by=by)
    is_own = joining.proposed_by_id == by.worker_id
    if agrees and is_own:
        raise CannotJoin("You proposed this. Somebody else must agree to it.")
    if agrees and joining.kind == JOIN:
        _refuse(case, other, by=by, at=at)
    state = JoiningState.AGREED if agrees else JoiningState.WITHDRAWN if is_own else JoiningState.DECLINED
    Joining.objects.filter(pk=joining.pk).update(
        state=state, answered_by_id=by.worker_id, answered_at=at, remark=remark
    )
    if agrees:
        _settle(joining, at=at)
    record(_word(joining, state), by=by, at=at, subjects=_subjects(case, other), reason=remark)
    for event in _events(joining, case, is_agreed=agrees, by=by):
        announce(event, by=by, at=at)
    joining.refresh_from_db()
    return joining


def join_at_triage(case: Case, known: Case, *, by: Hat, at: dt.datetime) -> None:
    """In front of the open case of a referral that was accepted as being of somebody known. One worker says
    it, and two take it back, as they would any other."""
    reason = f"Accepted as the same person as in {known.reference}."
    joining = _make(TRIAGE, case, known, reason=reason, by=by, at=at)
    Joining.objects.filter(pk=joining.pk).update(
        state=JoiningState.AGREED, answered_by_id=by.worker_id, answered_at=at
    )
    _settle(joining, at=at)
    record(JOINED, by=by, at=at, subjects=_subjects(case, known), reason=reason)


def _propose(
    kind: str,
    case: Case,
    other: Case,
    *,
    reason: str,
    undoes: Joining | None = None,
    by: Hat,
    at: dt.datetime,
) -> Joining:
    try:
        with transaction.atomic():
            joining = _make(kind, case, other, undoes=undoes, reason=reason, by=by, at=at)
    except IntegrityError:
        raise CannotJoin("Somebody has proposed this already. It waits for a second person.") from None
    record(PROPOSED, by=by, at=at, subjects=_subjects(case, other), reason=reason)
    proposed = JoiningProposed(
        joining_id=joining.pk, case_id=case.pk, provider_agency_id=case.provider_agency_id
    )
    announce(proposed, by=by, at=at)
    return joining


def _make(
    kind: str,
    case: Case,
    other: Case,
    *,
    reason: str,
    undoes: Joining | None = None,
    by: Hat,
    at: dt.datetime,
) -> Joining:
    return Joining.objects.create(
        kind=kind,
        client_id=case.client_id,
        other_id=other.client_id,
        case=case,
        other_case=other,
        undoes=undoes,
        provider_agency_id=case.provider_agency_id,
        reason=reason,
        proposed_by_id=by.worker_id,
        proposed_at=at,
    )


def _refuse(case: Case, other: Case, *, by: Hat, at: dt.datetime) -> None:
    """SAFETY: of what is restricted nothing is said beside anything else."""
    if case.is_restricted or other.is_restricted or case.scheme_id != other.scheme_id:
        raise CannotJoin("These two records cannot be joined.")
    if case.person_id == other.person_id:
        raise CannotJoin("These two records are of one person already.")
    if _are_apart(case, other, by=by, at=at):
        raise CannotJoin(
            "Somebody said that these are not the same person. Take that back on the page of the referral."
        )


def _are_apart(case: Case, other: Case, *, by: Hat, at: dt.datetime) -> bool:
    """Read beside the referral, where it was said; of one that another agency holds nothing was said here."""
    if case.referral_id is None:
        return False
    open_beside(case, by=by, at=at)
    one, two = case.referral_id, other.first_referral_id
    pair = Q(referral_id=one, other_id=two) | Q(referral_id=two, other_id=one)
    return visible(by, NotSamePerson.objects.filter(pair, taken_back_at=None)).exists()


def _both(joining: Joining, *, by: Hat) -> tuple[Case, Case]:
    """SAFETY: whoever may not see both answers nothing, and is told no more than of what is not there."""
    held = {
        case.pk: case for case in queries.cases(by).filter(pk__in=(joining.case_id, joining.other_case_id))
    }
    if len(held) < 2:
        raise CannotJoin("There is nothing here to answer.")
    return held[joining.case_id], held[joining.other_case_id]


def _other_case(joining: Joining, case: Case, *, by: Hat) -> Case:
    one, other = _both(joining, by=by)
    return one if case.client_id == other.client_id else other


def _locked(joining: Joining) -> Joining:
    return Joining.objects.select_for_update(of=("self",)).get(pk=joining.pk)


def _settle(joining: Joining, *, at: dt.datetime) -> None:
    """Let both read as what now stands, and shut out of each whoever is shut out of the other."""
    if joining.undoes_id:
        Joining.objects.filter(pk=joining.undoes_id).update(parted_at=at)
    for key in (joining.client_id, joining.other_id):
        settle_records(key)
    for key in (joining.client_id, joining.other_id):
        follow_names(key, in_london(at).date())


def _subjects(case: Case, other: Case) -> list[UUID]:
    return [case.pk, case.client_id, other.pk, other.client_id]


def _word(joining: Joining, state: JoiningState) -> str:
    if state == JoiningState.AGREED:
        return PARTED if joining.kind == PART else JOINED
    return DECLINED if state == JoiningState.DECLINED else WITHDRAWN


def _events(joining: Joining, case: Case, *, is_agreed: bool, by: Hat) -> list[Event]:
    answered = JoiningAnswered(
        joining_id=joining.pk,
        case_id=joining.case_id,
        provider_agency_id=joining.provider_agency_id,
        proposed_by_id=joining.proposed_by_id,
        answered_by_id=by.worker_id,
    )
    if not is_agreed:
        return [answered]
    records = {
        "client_id": joining.client_id,
        "other_id": joining.other_id,
        "scheme_id": case.scheme_id,
        "provider_agency_id": case.provider_agency_id,
    }
    if joining.undoes is None:
        return [answered, RecordsJoined(**records)]
    since = joining.undoes.answered_at or joining.undoes.proposed_at
    return [answered, RecordsParted(**records, joined_on=in_london(since).date())]
