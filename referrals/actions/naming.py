"""Who may open what is restricted: named one by one, by a safeguarding lead."""

import datetime as dt

from django.db import transaction

from chrysalis.access import grants
from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Worker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals.actions.shutting_out import why_shut_out
from referrals.models import RestrictedListing, Restriction


NAMED = word("restriction.named", Side.CHANGE, "alteration", "named who may open a restricted case")
UNNAMED = word("restriction.unnamed", Side.CHANGE, "alteration", "took a name off a restricted case")
A_MOMENT = dt.timedelta(minutes=1)  # pressed twice, each with its own clock, it is one taking off


class CannotBeNamed(Exception):
    """The text is shown to the lead."""


@transaction.atomic
def name_worker(restriction: Restriction, worker: Worker, *, by: Hat, at: dt.datetime) -> RestrictedListing:
    """Named twice is named once. Raises CannotBeNamed for whoever works for the person's employer, or knows
    the person."""
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    if not restriction.stands:
        raise CannotBeNamed("This restriction was lifted.")
    if line := restriction.listings.filter(grants.in_force(at), user=worker, ends_at=None).first():
        return line
    if why := why_shut_out(restriction, worker.pk, by=by, at=at):
        raise CannotBeNamed(f"{worker.full_name} cannot be named: {why}.")
    line = let_in(restriction, worker, until=None)
    record(NAMED, by=by, at=at, subjects=[restriction.referral_id, worker.pk])
    return line


def let_in(restriction: Restriction, worker: Worker, *, until: dt.datetime | None) -> RestrictedListing:
    """The worker's line, with what it says copied from the restriction."""
    line: RestrictedListing = grants.give(restriction, worker)
    line.ends_at = until
    for name in ("handle", "next_action", "next_due_at", "case_id"):
        setattr(line, name, getattr(restriction, name))
    line.referral_id = restriction.own_referral_id
    line.save()
    return line


@transaction.atomic
def unname_worker(restriction: Restriction, worker: Worker, *, by: Hat, at: dt.datetime) -> None:
    """From the next page on, the worker does not see it."""
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    named = restriction.listings.filter(grants.in_force(at), user=worker)
    is_news = named.filter(grants.in_force(at + A_MOMENT)).exists()
    named.update(ends_at=at)
    if is_news:
        record(UNNAMED, by=by, at=at, subjects=[restriction.referral_id, worker.pk])


def sweep_ended() -> None:
    """Names that were taken off, and hours that are over. Who was let in, and when, is in the log."""
    with as_system("change_system"):
        RestrictedListing.objects.all().delete()  # all that this persona can see, which is what has ended
