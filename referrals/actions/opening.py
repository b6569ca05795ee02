"""Opening what is restricted: by those named, one at a time; and for an hour, in an emergency."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as, open_things, wear
from chrysalis.access.grants import in_force
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Worker
from chrysalis.audit.apart import record_apart
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals.actions.naming import let_in
from referrals.actions.restricting import opened_by
from referrals.actions.shutting_out import why_shut_out
from referrals.models import GlassBreak, RestrictedListing, Restriction


BROKEN = word("glass.broken", Side.CHANGE, "consultation", "opened a restricted case in an emergency")
REFUSED = word("glass.refused", Side.CHANGE, "refusal", "asked to open what is not there or not theirs")
REVIEWED = word("glass.reviewed", Side.CHANGE, "alteration", "reviewed an emergency opening")
SHUT_OUT = word("restriction.refused", Side.CHANGE, "refusal", "was named once, and may not open it now")

AN_HOUR = dt.timedelta(hours=1)


@transaction.atomic
def open_restricted(line: RestrictedListing, *, by: Hat, at: dt.datetime) -> Hat | None:
    """Put on the named hat, in front of this one thing, until the page is done; None where that is refused.

    The line is the worker's own (the wall shows nobody another's); that it holds at this moment, and
    that nothing else shuts the worker out, is asked here every time.
    """
    with acting_as(by.named):
        named = RestrictedListing.objects.filter(in_force(at), pk=line.pk, user_id=by.worker_id)
        restriction = Restriction.objects.filter(listings__in=named, lifted_at__isnull=True).first()
        refused = restriction is None or why_shut_out(restriction, by.worker_id, by=by, at=at)
    if refused:
        record(SHUT_OUT, by=by, at=at, subjects=opened_by(line).values())
        return None
    wear(by.named)
    open_things(**opened_by(line))
    return by.named


@transaction.atomic
def break_glass(reference: str, *, reason: str, by: Hat, at: dt.datetime) -> Restriction | None:
    """Open one restricted case for an hour; both leads read of it on their next page.

    None where there is no such case, it is not restricted, or this worker is shut out: one answer for
    all of them, so that asking tells nothing; each is in the log.
    """
    with acting_as(by.named):
        restriction = Restriction.objects.filter(handle=reference, lifted_at__isnull=True).first()
        refused = restriction is None or why_shut_out(restriction, by.worker_id, by=by, at=at)
        if restriction and not refused:
            _let_in_for_an_hour(restriction, reason, by=by, at=at)
            return restriction
    referral_id = restriction.referral_id if restriction else None
    subjects = [referral_id] if referral_id else []
    record_apart(REFUSED, by=by, at=at, subjects=subjects, reason=reason, referral_id=referral_id)
    return None


def _let_in_for_an_hour(restriction: Restriction, reason: str, *, by: Hat, at: dt.datetime) -> None:
    """Whoever may open it already needs no glass, and one hour is not made two by asking twice, not even
    at one moment: the lock makes the second wait for the first."""
    Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    if restriction.listings.filter(in_force(at), user_id=by.worker_id).exists():
        return
    let_in(restriction, Worker.names.get(pk=by.worker_id), until=at + AN_HOUR)
    GlassBreak.objects.create(
        restriction=restriction,
        agency_id=restriction.agency_id,
        worker_id=by.worker_id,
        reason=reason,
        opened_at=at,
        ends_at=at + AN_HOUR,
    )
    whose = restriction.referral_id
    record_apart(BROKEN, by=by, at=at, subjects=[whose], reason=reason, referral_id=whose)


class NotTheirOwn(Exception):
    """Nobody reviews what they did themselves. The text is shown to the lead."""


@transaction.atomic
def review_glass(broken: GlassBreak, *, outcome: str, remark: str, by: Hat, at: dt.datetime) -> None:
    """Once: the first review stands. Raises NotTheirOwn."""
    if broken.worker_id == by.worker_id:
        raise NotTheirOwn("Another lead must review what you opened yourself.")
    waiting = GlassBreak.objects.filter(pk=broken.pk, reviewed_at__isnull=True)
    if not waiting.update(outcome=outcome, remark=remark, reviewed_by_id=by.worker_id, reviewed_at=at):
        return
    whose = broken.restriction.referral_id
    record_apart(REVIEWED, by=by, at=at, subjects=[broken.pk, whose], reason=remark, referral_id=whose)
