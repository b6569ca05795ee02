"""What staff have to be ready for: carried from a referral to the case, told later, confirmed, ended.

What stands is written on the case in words, so that every page of it says so at its top and asks nothing.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.workflow import NotNow
from chrysalis.working_days import in_london
from referrals.actions.binding import going
from referrals.models import Case, Referral, StaffMarker


TOLD = word("marker.told", Side.CHANGE, "collection", "recorded what staff have to be ready for")
ANSWERED = word("marker.answered", Side.CHANGE, "alteration", "confirmed or ended what staff are ready for")
MOST = 1000


def carry_markers(case: Case, referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    """In front of both: what the referral told and the case does not say yet."""
    told = getattr(referral.came_with, "markers", [])
    if not told:
        return
    standing = set(_standing(case).values_list("kind", flat=True))
    told_on = in_london(referral.received_at).date()
    for kind in told:
        if kind not in standing:
            _make(case, kind, referral.sender, told_on, referral=referral, by=by, at=at)
    _say(case)


@transaction.atomic
def tell_marker(case: Case, *, kind: str, told_by: str, told_on: dt.date, by: Hat, at: dt.datetime) -> None:
    """What somebody told a caseworker. Raises CaseIsOver, and workflow.NotNow where it stands already."""
    case = going(case)
    try:
        with transaction.atomic():
            _make(case, kind, told_by, told_on, by=by, at=at)
    except IntegrityError:
        raise NotNow("This stands on the case already. Confirm it, or end it.") from None
    record(TOLD, by=by, at=at, subjects=[case.pk, case.client_id])
    _say(case)


@transaction.atomic
def answer_marker(case: Case, marker_id: UUID, *, is_so: bool, words: str, by: Hat, at: dt.datetime) -> None:
    """It is so, or is so no longer, and how that is known. Raises CaseIsOver and workflow.NotNow."""
    case = going(case)
    said = ("confirmed_at", "confirmed_by_id", "confirmed_words")
    if not is_so:
        said = ("ended_at", "ended_by_id", "ended_because")
    values = dict(zip(said, (at, by.worker_id, words), strict=True))
    if not _standing(case).filter(pk=marker_id).update(**values):
        raise NotNow("Somebody has said already that this is over.")
    record(ANSWERED, by=by, at=at, subjects=[case.pk, case.client_id])
    _say(case)


def end_those_of(case: Case, referral: Referral, *, by: Hat, at: dt.datetime) -> None:
    """Of a referral that is of somebody else."""
    told = _standing(case).filter(referral=referral)
    told.update(ended_at=at, ended_by_id=by.worker_id, ended_because="Told in a referral of somebody else")
    _say(case)


def _standing(case: Case) -> QuerySet[StaffMarker]:
    return StaffMarker.objects.filter(case=case, ended_at__isnull=True)


def _make(
    case: Case,
    kind: str,
    told_by: str,
    told_on: dt.date,
    *,
    referral: Referral | None = None,
    by: Hat,
    at: dt.datetime,
) -> None:
    StaffMarker.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        kind=kind,
        told_by=told_by[:200],
        told_on=told_on,
        referral=referral,
        by_id=by.worker_id,
        at=at,
    )


def _say(case: Case) -> None:
    said = "; ".join(each.in_short for each in _standing(case))[:MOST]
    Case.objects.filter(pk=case.pk).update(be_ready_for=said, version=F("version") + 1)
    case.be_ready_for = said
