"""What those who refer read of what they sent, and of what they have not sent yet."""

import datetime as dt

from django.db.models import Count, OuterRef, QuerySet, Subquery

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import with_name
from referrals.models import (
    Import,
    ImportRow,
    OutcomeNotice,
    ReferralStatus,
    ReferrerInvitation,
    UnsentReferral,
)


def sent(hat: Hat) -> QuerySet[ReferralStatus]:
    """What the own agency has sent, newest first: handle, word and day, and no more."""
    told = visible(hat, OutcomeNotice.objects.filter(reference=OuterRef("reference")))
    return visible(hat, ReferralStatus.objects.annotate(outcome=Subquery(told.values("word")[:1])))


def outcomes(hat: Hat) -> QuerySet[OutcomeNotice]:
    """Of disposals: what the own force was told; for a provider, in front of the open case."""
    return visible(hat, OutcomeNotice.objects.select_related("provider_agency"))


def unsent(hat: Hat) -> QuerySet[UnsentReferral]:
    """What the own agency began and did not send, and what became of it within a day; of what a colleague
    keeps to themselves, nothing."""
    found = visible(hat, UnsentReferral.objects.select_related("scheme__front_door"))
    return with_name(found, "began_by", "saved_by", "ended_by")


def unsent_open(hat: Hat, *, at: dt.datetime) -> QuerySet[UnsentReferral]:
    return unsent(hat).filter(ended_at__isnull=True, sweep_after__gt=at)


def unsent_ended(hat: Hat) -> QuerySet[UnsentReferral]:
    """What the worker began and a colleague has sent or thrown away, within a day."""
    own = unsent(hat).filter(ended_at__isnull=False, began_by_id=hat.worker_id)
    return own.exclude(ended_by_id=hat.worker_id)


def unsent_going(hat: Hat, *, at: dt.datetime) -> int:
    """How many of them are about to be deleted."""
    found = unsent_open(hat, at=at).defer("sealed")
    return sum(1 for each in found if each.sweep_after <= at + each.days_ahead)


def imports(hat: Hat) -> QuerySet[Import]:
    """The spreadsheets that the worker brought in this place, the newest first, and nobody else's."""
    return visible(hat, Import.objects.select_related("scheme"))


def import_rows(hat: Hat, brought: Import) -> QuerySet[ImportRow]:
    """The rows of one, in the order of the spreadsheet."""
    return visible(hat, ImportRow.objects.filter(brought_in=brought))


def import_counts(hat: Hat, brought: Import) -> dict[str, int]:
    """By state, how many of its rows there are."""
    rows = import_rows(hat, brought).order_by().values_list("state")
    return dict(rows.annotate(many=Count("pk")))


def invitations(hat: Hat) -> QuerySet[ReferrerInvitation]:
    """The links that were sent to colleagues without an account, so that they refer to the own agency."""
    return with_name(visible(hat, ReferrerInvitation.objects.select_related("agency")), "invited_by")
