"""Taking a referral from the inbox: a case is opened from it, with the person as the referrer gave them."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import open_things
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.working_days import in_london
from referrals.actions.reading import open_referral
from referrals.actions.restricting import copy_to_lists
from referrals.events import CaseOpened
from referrals.models import PERSON_FIELDS, Case, Client, Pathway, Referral, ReferralStatus, Step
from referrals.rules.identifiers import check_pnc
from referrals.workflow import REFERRAL


ACCEPTED = word(
    "referral.accepted", Side.CHANGE, "alteration", "accepted a referral and opened a case from it"
)
FIRST_CONTACT = "Make first contact"


@transaction.atomic
def accept(referral: Referral, *, by: Hat, at: dt.datetime) -> Case:
    """Open a case from the referral. Raises workflow.NotNow when somebody has already."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    transition = REFERRAL.check(referral, "accept", by=by)
    open_referral(referral, by=by, at=at)
    case = _make_case(referral, _make_client(referral), by=by, at=at)
    open_things(case_id=case.pk, client_id=case.client_id, referral_id=referral.pk)
    _keep_number(referral, case.client)
    _take_first_step(case, by=by, at=at)
    Referral.objects.filter(pk=referral.pk).update(state=transition.target, decided_at=at)
    ReferralStatus.objects.filter(referral_key=referral.pk).update(
        word=ReferralStatus.Word.ACCEPTED, changed_on=in_london(at).date()
    )
    record(transition.audit, by=by, at=at, subjects=[referral.pk, case.pk, case.client_id])
    if case.is_restricted:
        copy_to_lists(case, what=case.next_action, due_at=case.next_due_at)
    announce(_opened(case, by=by), by=by, at=at)
    return case


def _opened(case: Case, *, by: Hat) -> CaseOpened:
    return CaseOpened(
        referral_id=case.referral_id,
        case_id=case.pk,
        client_id=case.client_id,
        scheme_id=case.scheme_id,
        provider_agency_id=case.provider_agency_id,
        opened_by_id=by.worker_id,
    )


def _make_client(referral: Referral) -> Client:
    return Client.objects.create(
        scheme_id=referral.scheme_id,
        provider_agency_id=referral.provider_agency_id,
        **{name: getattr(referral, name) for name in PERSON_FIELDS},
    )


def _keep_number(referral: Referral, client: Client) -> None:
    if not referral.custody.pnc_id:
        return
    checked = check_pnc(referral.custody.pnc_id)
    client.identifiers.create(
        provider_agency_id=referral.provider_agency_id,
        kind="pnc",
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
        scheme_id=referral.scheme_id,
        allocated_worker_id=by.worker_id,
        opened_at=at,
        person_name=client.name_in_lists,
        reference=referral.reference,
        name_key=referral.name_key,
        date_of_birth=referral.date_of_birth,
        is_restricted=referral.is_restricted,
        next_action=FIRST_CONTACT,
        next_due_at=referral.first_contact_due_at,
        **held_by,
    )


def _take_first_step(case: Case, *, by: Hat, at: dt.datetime) -> None:
    Step.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        transition="accept",
        target=case.state,
        by_id=by.worker_id,
        at=at,
    )
