"""What may be read of documents: with a referral that one writes, with the open referral, on a case."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from referrals.models import Case, CaseDocument, ReferralDocument


def held(hat: Hat, form: UUID, *, at: dt.datetime) -> QuerySet[ReferralDocument]:
    """Those that the worker put with a form that is not sent yet, and did not take back."""
    return visible(hat, ReferralDocument.objects.filter(came_with=form, sweep_after__gt=at))


def of_referral(hat: Hat, referral_id: UUID | None) -> QuerySet[ReferralDocument]:
    """In front of the open referral."""
    found = ReferralDocument.objects.filter(referral_id=referral_id).select_related("agency")
    return visible(hat, found)


def of_case(hat: Hat, case: Case) -> QuerySet[CaseDocument]:
    """What was added to the open case."""
    return with_name(visible(hat, CaseDocument.objects.filter(case=case)), "by")
