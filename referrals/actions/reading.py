"""Every look at a person leaves an entry: who, when, whom. What is read only when open is opened here."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.context import open_things
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals.models import Case, Referral


READ = word("person.read", Side.CHANGE, "consultation", "read what is recorded of a person")
SEARCHED = word("person.searched", Side.CHANGE, "consultation", "searched for people, and read who was found")


def read(subjects: Iterable[UUID], *, by: Hat, at: dt.datetime) -> None:
    """One entry for one page, with the keys of all it showed."""
    shown = list(subjects)
    if shown:
        record(READ, by=by, at=at, subjects=shown)


def searched(shown: Iterable[UUID], *, by: Hat, at: dt.datetime) -> None:
    """One entry for every search: with the keys of whom it showed, be it nobody, and no word of what was
    typed, which may be the name of somebody who was never here."""
    record(SEARCHED, by=by, at=at, subjects=list(shown))


def open_case(case: Case, *, by: Hat, at: dt.datetime) -> Case:
    """Open a case that the hat can see: its client, notes and steps can be read until the page is done."""
    read([case.pk, case.client_id], by=by, at=at)
    # In front of a restricted case its referral is seen only as long as it is open too.
    along = {"referral_id": case.referral_id} if case.is_restricted and case.referral_id else {}
    open_things(case_id=case.pk, client_id=case.client_id, **along)
    return case


def open_beside(case: Case, *, by: Hat, at: dt.datetime, referral_id: UUID | None = None) -> None:
    """Open the referral that an open case came from as well, or another that joined it, with what was told at
    the desk."""
    if wanted := referral_id or case.referral_id:
        read([wanted], by=by, at=at)
        open_things(case_id=case.pk, client_id=case.client_id, referral_id=wanted)


def open_referral(referral: Referral, *, by: Hat, at: dt.datetime) -> Referral:
    """Open a referral that the hat can see, with what was told at the desk."""
    read([referral.pk], by=by, at=at)
    open_things(referral_id=referral.pk)
    return referral


def open_again(case: Case) -> None:
    """Back in front of a case that was opened for this page, after another was read beside it."""
    open_things(case_id=case.pk, client_id=case.client_id)
