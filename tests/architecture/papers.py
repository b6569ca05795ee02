"""Documents on the stage: with a referral, on a case and with a slip; checked, and with a canary in each."""

import datetime as dt
import uuid

from chrysalis.access.barriers import Side
from chrysalis.attachments import keeping
from chrysalis.attachments.kinds import Kind
from partners.models import Slip, SlipDocument
from referrals.models import Case, CaseDocument, Referral, ReferralDocument
from tests.architecture.makers import drawn
from tests.world import Person


def with_referral(referral: Referral, sender: Person, words: str, *, at: dt.datetime) -> dict[str, object]:
    """The parts of its address."""
    whose = {"membership_id": sender.membership.pk, "agency_id": sender.membership.agency_id}
    sent = {"referral_id": referral.pk, "came_with": uuid.uuid4(), "held_by": None, "sweep_after": None}
    return {
        "key": referral.pk,
        "document": drawn(ReferralDocument, whose | sent | _checked(words, Side.CHANGE, at)),
    }


def on_case(case: Case, worker: Person, words: str, *, at: dt.datetime) -> dict[str, object]:
    whose = {"membership_id": worker.membership.pk, "by_id": worker.worker.pk, "at": at}
    held = {"case_id": case.pk, "provider_agency_id": case.provider_agency_id}
    return {"key": case.pk, "document": drawn(CaseDocument, whose | held | _checked(words, Side.CHANGE, at))}


def with_slip(slip: Slip, words: str, *, at: dt.datetime) -> dict[str, object]:
    Slip._base_manager.filter(pk=slip.pk).update(with_document=True)
    whose = {"sending_agency_id": slip.sending_agency_id, "receiving_agency_id": slip.receiving_agency_id}
    made = drawn(SlipDocument, whose | {"slip_id": slip.pk} | _checked(words, Side.SAFETY, at))
    return {"key": slip.pk, "document": made}


def _checked(words: str, side: Side, at: dt.datetime) -> dict[str, object]:
    stored = keeping.keep(words.encode(), side)
    stands = {"state": "clean", "why": "", "stored": stored, "checked_at": at, "sent_at": at}
    return stands | {"title": words, "kind": Kind.TEXT.value, "size": 1, "attempts": 1, "try_after": None}
