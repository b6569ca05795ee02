"""Taking a referral from the inbox: a case is opened from it, with the person as the referrer gave them."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london
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
    referral = Referral.objects.select_for_update(of=("self",)).select_related("custody").get(pk=referral.pk)
    transition = REFERRAL.check(referral, "accept", by=by)
    case = _open_case(referral, _make_client(referral), by=by, at=at)
    Referral.objects.filter(pk=referral.pk).update(state=transition.target, decided_at=at)
    ReferralStatus.objects.filter(reference=referral.reference).update(
        word=ReferralStatus.Word.ACCEPTED, changed_on=in_london(at).date()
    )
    record(transition.audit, by=by, at=at, subjects=[referral.pk, case.pk, case.client_id])
    return case


def _make_client(referral: Referral) -> Client:
    client = Client.objects.create(
        scheme_id=referral.scheme_id,
        provider_agency_id=referral.provider_agency_id,
        **{name: getattr(referral, name) for name in PERSON_FIELDS},
    )
    if referral.custody.pnc_id:
        checked = check_pnc(referral.custody.pnc_id)
        client.identifiers.create(
            provider_agency_id=referral.provider_agency_id,
            kind="pnc",
            raw=checked.raw,
            tidy=checked.tidy,
            warning=checked.warning or "",
        )
    return client


def _open_case(referral: Referral, client: Client, *, by: Hat, at: dt.datetime) -> Case:
    held_by = {"provider_agency_id": referral.provider_agency_id}
    case = Case.objects.create(
        pathway=Pathway.objects.create(client=client, began_at=at, **held_by),
        client=client,
        referral=referral,
        scheme_id=referral.scheme_id,
        allocated_worker_id=by.worker_id,
        opened_at=at,
        person_name=client.name_in_lists,
        reference=referral.reference,
        next_action=FIRST_CONTACT,
        next_due_at=referral.first_contact_due_at,
        **held_by,
    )
    Step.objects.create(
        case=case, transition="accept", target=case.state, by_id=by.worker_id, at=at, **held_by
    )
    return case
