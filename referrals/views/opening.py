"""How the pages of a case or a referral get theirs: seen by role, or restricted and opened by name.

Whatever is not there, not visible or not theirs ends in the same 404, after the same questions.
"""

import datetime as dt
import uuid

from django.http import Http404

from chrysalis.access.beside import Beside, Part, of
from chrysalis.access.decide import can
from chrysalis.access.http import Request, get_visible_or_404
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import with_name
from referrals import queries
from referrals.actions.opening import open_restricted
from referrals.actions.reading import open_case
from referrals.models import Case, Referral


CASE_ALONE = Beside(
    ("case_id",), Part(Case, of("id", "case_id"), along=("provider_agency", "allocated_worker"))
)


def case_or_404(request: Request, key: uuid.UUID, at: dt.datetime) -> Case:
    """The case, opened: with its client, and an entry that it was."""
    try:
        found = _visible_case(request, key)
    except Http404:
        # A manager who is named decides on a place, and opens no case for it.
        if not can(request.hat, Permission.CASE_VIEW):
            raise
        put_on_named_hat_or_404(request, at, case_id=key)
        found = _visible_case(request, key)
    return open_case(found, by=request.hat, at=at)


def referral_or_404(request: Request, key: uuid.UUID, at: dt.datetime) -> Referral:
    """The referral, which the page or its action then opens."""
    try:
        return _visible_referral(request, key)
    except Http404:
        put_on_named_hat_or_404(request, at, referral_id=key)
        return _visible_referral(request, key)


def _visible_case(request: Request, key: uuid.UUID) -> Case:
    (found,) = CASE_ALONE.read(request.hat, case_id=key)
    if not found:
        raise Http404
    return found[0]


def _visible_referral(request: Request, key: uuid.UUID) -> Referral:
    together = ("referring_agency", "provider_agency", "scheme", "case")
    found = with_name(queries.referrals(request.hat).select_related(*together), "sent_by")
    return get_visible_or_404(request.hat, found, pk=key)


def put_on_named_hat_or_404(request: Request, at: dt.datetime, **which: uuid.UUID) -> None:
    """For those named for it; everybody else reads that there is no such page."""
    line = queries.restricted_lines(request.hat, at=at).filter(**which).first()
    hat = line and open_restricted(line, by=request.hat, at=at)
    if hat is None:
        raise Http404
    request.hat = hat
