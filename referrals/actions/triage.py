"""Deciding on a referral: taken, with the person as the referrer gave them; sent on; or refused."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import open_things
from chrysalis.access.hat import Hat
from chrysalis.agencies.matching import name_key
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.workflow import Transition
from referrals.actions.asking_sender import close_question, say_word
from referrals.actions.being_ready import carry_markers
from referrals.actions.chasing import say_what_is_due
from referrals.actions.joining import join_at_triage
from referrals.actions.moving import begin_leg
from referrals.actions.pathways import path_by_date, refuse_unready
from referrals.actions.pausing import forget_asking
from referrals.actions.reading import open_case, open_referral
from referrals.actions.releasing import keep_expected
from referrals.actions.restricting import copy_to_lists
from referrals.events import CaseOpened, ReferralRefused
from referrals.models import (
    PERSON_FIELDS,
    AgePath,
    Case,
    Client,
    Decision,
    Disposal,
    NextService,
    Obligation,
    Pathway,
    PoliceDetails,
    Referral,
    ReferralState,
    ReferralStatus,
    Source,
)
from referrals.rules.identifiers import IDENTIFIERS
from referrals.workflow import REFERRAL


ACCEPTED = word(
    "referral.accepted", Side.CHANGE, "alteration", "accepted a referral and opened a case from it"
)
REDIRECTED = word("referral.redirected", Side.CHANGE, "alteration", "sent a referral on to another service")
REFUSED = word("referral.refused", Side.CHANGE, "alteration", "refused a referral")
FIRST_CONTACT = "Make first contact"


class CannotBeTheSame(Exception):
    """The text is shown to the worker."""

    def __init__(self) -> None:
        super().__init__("That case cannot be joined. Accept the person as somebody new.")


@transaction.atomic
def accept(referral: Referral, *, same_as: Case | None = None, by: Hat, at: dt.datetime) -> Case:
    """Open a case from the referral: for somebody new, or for the person of a case that a worker saw to be
    the same. Raises workflow.NotNow when somebody has already, CannotBeTheSame, and NotReady."""
    referral, transition = hold(referral, "accept", by=by, at=at)
    refuse_unready(referral)
    if same_as:
        known_as(referral, same_as, by=by, at=at)
    case = _make_case(referral, _make_client(referral, at=at), by=by, at=at)
    open_things(case_id=case.pk, client_id=case.client_id, referral_id=referral.pk)
    keep_numbers(referral, case.client)
    carry_markers(case, referral, by=by, at=at)
    because = f"The same person as in {same_as.reference}." if same_as else ""
    begin_leg(case, transition="accept", reason=because, by=by, at=at)
    if same_as:
        join_at_triage(case, same_as, by=by, at=at)
    decide(referral, transition.target, by=by, at=at)
    record(transition.audit, by=by, at=at, subjects=[referral.pk, case.pk, case.client_id])
    if case.is_restricted:
        copy_to_lists(case, what=case.next_action, due_at=case.next_due_at)
    if case.is_bound or case.disposal_due_on or case.client.age_path != AgePath.ADULT:
        say_what_is_due(case, by=by, at=at)
    announce(_opened(case, referral, by=by), by=by, at=at)
    if referral.release_expected_at:
        keep_expected(case, referral.release_expected_at, by=by, at=at)
    return case


def known_as(referral: Referral, case: Case, *, by: Hat, at: dt.datetime) -> Client:
    """The person of that case, who is read to be joined. What is recorded of them stays as it is; what the
    referral says is recorded beside it, so that the two can be parted again, or stays with the referral.

    SAFETY: whoever supports somebody harmed by that person is told of all that are of one person, and so of
    this case too.
    """
    if referral.is_restricted or case.is_restricted or case.scheme_id != referral.scheme_id:
        raise CannotBeTheSame
    open_case(case, by=by, at=at)
    return Client.objects.get(pk=case.client_id)


@transaction.atomic
def redirect(
    referral: Referral,
    *,
    next_service: NextService,
    reason: str,
    said: str,
    explanation: str = "",
    by: Hat,
    at: dt.datetime,
) -> Decision:
    """Send the person on to another service, which a person tells by other means: nothing leaves from here.
    Raises workflow.NotNow."""
    why = {"reason": reason, "said": said, "explanation": explanation}
    return _turn_away(referral, "redirect", next_service=next_service, **why, by=by, at=at)


@transaction.atomic
def refuse(
    referral: Referral, *, reason: str, said: str, explanation: str = "", by: Hat, at: dt.datetime
) -> Decision:
    """Not taken, for a closed reason; the explanation stays here. Raises workflow.NotNow."""
    return _turn_away(referral, "refuse", reason=reason, said=said, explanation=explanation, by=by, at=at)


def _turn_away(
    referral: Referral,
    name: str,
    *,
    reason: str,
    said: str,
    explanation: str,
    next_service: NextService | None = None,
    by: Hat,
    at: dt.datetime,
) -> Decision:
    referral, transition = hold(referral, name, by=by, at=at)
    decision = Decision.objects.create(
        referral=referral,
        provider_agency_id=referral.provider_agency_id,
        kind=name,
        next_service=next_service,
        reason=reason,
        said=said,
        explanation=explanation,
        by_id=by.worker_id,
        at=at,
    )
    decide(referral, transition.target, by=by, at=at)
    record(transition.audit, by=by, at=at, subjects=[referral.pk])
    announce(_refused(referral), by=by, at=at)
    return decision


def hold(referral: Referral, name: str, *, by: Hat, at: dt.datetime) -> tuple[Referral, Transition]:
    """The referral, locked and open, so that the second of two who decide is told of the first."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    transition = REFERRAL.check(referral, name, by=by)
    return open_referral(referral, by=by, at=at), transition


WORDS = {
    ReferralState.ACCEPTED: ReferralStatus.Word.ACCEPTED,
    ReferralState.REDIRECTED: ReferralStatus.Word.REDIRECTED,
    ReferralState.REFUSED: ReferralStatus.Word.REFUSED,
}


def decide(
    referral: Referral, state: str, *, joined_case_id: UUID | None = None, by: Hat, at: dt.datetime
) -> None:
    close_question(referral, by=by, at=at)
    forget_asking(referral, by=by, at=at)
    Referral.objects.filter(pk=referral.pk).update(
        state=state, paused_at=None, decided_at=at, joined_case_id=joined_case_id
    )
    say_word(referral, WORDS[ReferralState(state)], at=at)


def _refused(referral: Referral) -> ReferralRefused:
    return ReferralRefused(
        referral_id=referral.pk,
        scheme_id=referral.scheme_id,
        provider_agency_id=referral.provider_agency_id,
    )


def _opened(case: Case, referral: Referral, *, by: Hat) -> CaseOpened:
    return CaseOpened(
        referral_id=referral.pk,
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
        opened_by_id=by.worker_id,
    )


def _make_client(referral: Referral, *, at: dt.datetime) -> Client:
    return Client.objects.create(
        scheme_id=referral.scheme_id,
        provider_agency_id=referral.provider_agency_id,
        age_path=referral.age_path,
        age_path_by_date=path_by_date(referral, referral.scheme, at=at),
        **{name: getattr(referral, name) for name in PERSON_FIELDS},
    )


def keep_numbers(referral: Referral, client: Client) -> None:
    held = set(client.identifiers.values_list("kind", "raw"))
    numbers = dict(referral.came_with.numbers_of_person)
    if referral.source == Source.POLICE:
        for known in PoliceDetails.objects.filter(referral=referral):
            numbers |= known.numbers_of_person
    for kind, raw in numbers.items():
        if (kind, raw) in held:
            continue
        checked = IDENTIFIERS[kind].check(raw)
        client.identifiers.create(
            provider_agency_id=referral.provider_agency_id,
            kind=kind,
            raw=checked.raw,
            tidy=checked.tidy,
            warning=checked.warning or "",
        )


def _make_case(referral: Referral, client: Client, *, by: Hat, at: dt.datetime) -> Case:
    held_by = {"provider_agency_id": referral.provider_agency_id}
    return Case.objects.create(
        pathway=Pathway.objects.create(client=client, began_at=at, **held_by),
        client=client,
        referral=referral,
        first_referral=referral,
        scheme_id=referral.scheme_id,
        allocated_worker_id=by.worker_id,
        opened_at=at,
        person_name=client.name_in_lists,
        reference=referral.reference,
        name_key=name_key(client.given_names, client.family_name),
        date_of_birth=client.date_of_birth,
        is_restricted=referral.is_restricted,
        next_action=FIRST_CONTACT,
        next_due_at=referral.first_contact_due_at,
        is_bound=is_bound(referral),
        came_by_themselves=referral.source == Source.SELF,
        disposal_due_on=referral.disposal_due_on,
        lawful_basis=referral.lawful_basis,
        **held_by,
    )


def is_bound(referral: Referral) -> bool:
    if referral.source != Source.POLICE:
        return False
    return any(model.objects.filter(referral=referral).exists() for model in (Disposal, Obligation))
