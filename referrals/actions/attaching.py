"""Documents of this side: held with a referral that is being written, sent along with it, added to a case.

What names anybody harmed never comes here: the page hands it to `gates/partner_documents.py`.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.access.hat import Hat
from chrysalis.attachments import keeping, overdue
from chrysalis.attachments.kinds import Kind
from chrysalis.attachments.tasks import DOOR
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.drafts.actions import DAYS
from chrysalis.tasks import ring
from referrals.definers import documents_go_along
from referrals.models import Case, CaseDocument, Referral, ReferralDocument


ATTACHED = word("document.attached", Side.CHANGE, "collection", "put a document with a referral or a case")
TAKEN_BACK = word(
    "document.taken-back", Side.CHANGE, "erasure", "took a document back before the referral was sent"
)
READ = word("document.read", Side.CHANGE, "consultation", "opened a document about a person")


@transaction.atomic
def hold(
    body: bytes, *, kind: Kind, title: str, came_with: UUID, by: Hat, at: dt.datetime
) -> ReferralDocument:
    """Keep it with the form that is being written, for as long as a draft is kept."""
    held = ReferralDocument(
        title=title,
        kind=kind.value,
        size=len(body),
        stored=keeping.keep(body, Side.CHANGE),
        sent_at=at,
        came_with=came_with,
        held_by=by.membership_id,
        membership_id=by.membership_id,
        agency_id=by.agency_id,
        sweep_after=at + dt.timedelta(days=DAYS),
    )
    held.save(force_insert=True)
    _have_checked(held.pk, by=by, at=at)
    record(ATTACHED, by=by, at=at, subjects=[held.pk])
    return held


@transaction.atomic
def take_back(held: ReferralDocument, *, by: Hat, at: dt.datetime) -> None:
    """Gone from the page now, and from everywhere with the next sweeps."""
    ReferralDocument.objects.filter(pk=held.pk).update(sweep_after=held.sent_at)
    record(TAKEN_BACK, by=by, at=at, subjects=[held.pk])


def let_go(came_with: UUID) -> None:
    """What one holds with a form that is thrown away, in the transaction of that. A colleague's goes when its
    days are over: nobody else sees it."""
    held = ReferralDocument.objects.filter(came_with=came_with, referral__isnull=True)
    held.update(sweep_after=F("sent_at"))


def send_along(came_with: UUID, referral_id: UUID) -> None:
    """What was held with the form goes with the referral that it became, in the transaction of that."""
    documents_go_along(came_with, referral_id)


@transaction.atomic
def add_to_case(case: Case, body: bytes, *, kind: Kind, title: str, by: Hat, at: dt.datetime) -> CaseDocument:
    """Put a document on an open case."""
    added = CaseDocument.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        by_id=by.worker_id,
        at=at,
        membership_id=by.membership_id,
        title=title,
        kind=kind.value,
        size=len(body),
        stored=keeping.keep(body, Side.CHANGE),
        sent_at=at,
    )
    _have_checked(added.pk, by=by, at=at)
    record(ATTACHED, by=by, at=at, subjects=[case.pk, case.client_id])
    return added


def read_of_case(case: Case, *, by: Hat, at: dt.datetime) -> None:
    record(READ, by=by, at=at, subjects=[case.pk, case.client_id])


def read_of_referral(referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    record(READ, by=by, at=at, subjects=[referral.pk])


def sweep_held() -> None:
    """Those whose referral was never sent, and those taken back. Their files go with a sweep of files."""
    with as_system("change_system"):
        # All that this persona can see, which is what is due.
        ReferralDocument.objects.all().delete()


def _have_checked(document_id: UUID, *, by: Hat, at: dt.datetime) -> None:
    overdue.watch(document_id, for_agency=by.agency_id, by=by, at=at)
    transaction.on_commit(lambda: ring(DOOR))
