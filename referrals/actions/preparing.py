"""A referral on its way: begun, written part by part, gone on with by a colleague, sent once."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.drafts.sealing import seal, unseal
from referrals.actions import attaching
from referrals.models import ReferralStatus, UnsentReferral
from referrals.rules.unsent import Contents, Written


BEGUN = word("unsent.begun", Side.CHANGE, "collection", "began to write a referral")
SAVED = word("unsent.saved", Side.CHANGE, "alteration", "saved a part of a referral that is not sent")
NAMED = word(
    "unsent.named", Side.CHANGE, "alteration", "said what to call a referral, and who goes on with it"
)
LEFT = word("unsent.left", Side.CHANGE, "disclosure", "let colleagues go on with a referral that is not sent")
DISCARDED = word("unsent.discarded", Side.CHANGE, "erasure", "threw away a referral that was not sent")

DAY_TO_TELL = dt.timedelta(days=1)  # for which colleagues are told what became of it


class Over(Exception):
    """It was sent or thrown away meanwhile."""


class SavedMeanwhile(Exception):
    """Somebody else saved this part in between."""

    def __init__(self, theirs: Written) -> None:
        super().__init__("Somebody else saved this part while you were writing.")
        self.theirs = theirs


@transaction.atomic
def prepare(
    scheme: Scheme, typed: Mapping[str, str], *, key: UUID, by: Hat, at: dt.datetime
) -> UnsentReferral:
    """Begin one under the key of the page that it was begun on, with whatever was typed there by part. What
    was sealed for partner support on that page goes by the same key."""
    contents = Contents()
    for slug, words in typed.items():
        contents = contents.having(slug, words, by=str(by.worker_id), at=at)
    unsent = UnsentReferral(
        scheme=scheme,
        referring_agency_id=by.agency_id,
        kept_to_id=None if contents.is_for_all else by.worker_id,
        began_by_id=by.worker_id,
        began_at=at,
        saved_by_id=by.worker_id,
        saved_at=at,
        sealed=seal(contents.text),
        sweep_after=_goes(scheme, at),
    )
    _put(unsent, key)
    record(BEGUN, by=by, at=at, subjects=[unsent.pk])
    _say_whose(unsent, was_kept=True, by=by, at=at)
    return unsent


def _say_whose(unsent: UnsentReferral, *, was_kept: bool, by: Hat, at: dt.datetime) -> None:
    """From this moment colleagues can read it: for whoever asks later who could."""
    if was_kept and unsent.kept_to_id is None:
        record(LEFT, by=by, at=at, subjects=[unsent.pk])


def _put(unsent: UnsentReferral, key: UUID) -> None:
    """Under a key of its own where a page says one that is taken."""
    own, unsent.pk = unsent.pk, key
    try:
        with transaction.atomic():
            unsent.save(force_insert=True)
    except IntegrityError:
        unsent.pk = own
        unsent.save(force_insert=True)


@transaction.atomic
def save_part(unsent: UnsentReferral, slug: str, typed: str, *, seen: int, by: Hat, at: dt.datetime) -> None:
    """Keep what was typed in one part, in place of what its writer saw there. Raises SavedMeanwhile, with
    what stands there now, and Over."""
    held = _held(unsent)
    contents = _as_seen(held, {slug: seen})
    _keep(held, contents.having(slug, typed, by=str(by.worker_id), at=at), by=by, at=at)
    record(SAVED, by=by, at=at, subjects=[held.pk])


@transaction.atomic
def call(unsent: UnsentReferral, *, called: str, is_own: bool, by: Hat, at: dt.datetime) -> None:
    """Say what it is called in lists, and whether colleagues may go on with it. Raises Over."""
    held = _held(unsent)
    _keep(held, replace(contents_of(held), called=called, is_own=is_own), by=by, at=at)
    record(NAMED, by=by, at=at, subjects=[held.pk])


@transaction.atomic
def discard_unsent(unsent: UnsentReferral, *, by: Hat, at: dt.datetime) -> None:
    """Raises Over."""
    _end(_held(unsent), was_sent=False, by=by, at=at)
    attaching.let_go(unsent.pk)
    record(DISCARDED, by=by, at=at, subjects=[unsent.pk])


@transaction.atomic
def send_unsent(
    unsent: UnsentReferral,
    submit: Callable[[], ReferralStatus],
    *,
    seen: Mapping[str, int],
    by: Hat,
    at: dt.datetime,
) -> ReferralStatus:
    """Send it once, whichever of two colleagues presses first. `seen`: of the parts that are sent as they
    stand on the sender's screen, how often each was saved. Raises SavedMeanwhile, Over, and what `submit`
    raises."""
    held = _held(unsent)
    _as_seen(held, seen)
    status = submit()
    _end(held, was_sent=True, by=by, at=at)
    return status


def sweep_unsent() -> None:
    with as_system("change_system"):
        UnsentReferral.objects.all().delete()  # all that this persona can see, which is what is due


def contents_of(unsent: UnsentReferral) -> Contents:
    return Contents.read(unseal(bytes(unsent.sealed)))


def _held(unsent: UnsentReferral) -> UnsentReferral:
    """Raises Over; also where whoever wrote last keeps it to themselves from now on."""
    found = UnsentReferral.objects.select_for_update(of=("self",)).select_related("scheme")
    held = found.filter(pk=unsent.pk, ended_at__isnull=True).first()
    if held is None:
        raise Over
    return held


def _as_seen(held: UnsentReferral, seen: Mapping[str, int]) -> Contents:
    """Raises SavedMeanwhile where somebody wrote a part that whoever acts now has not seen."""
    contents = contents_of(held)
    for slug, version in seen.items():
        if contents.part(slug).version != version:
            raise SavedMeanwhile(contents.part(slug))
    return contents


def _keep(held: UnsentReferral, contents: Contents, *, by: Hat, at: dt.datetime) -> None:
    was_kept = held.kept_to_id is not None
    held.sealed = seal(contents.text)
    held.kept_to_id = None if contents.is_for_all else held.kept_to_id or by.worker_id
    held.saved_by_id, held.saved_at, held.sweep_after = by.worker_id, at, _goes(held.scheme, at)
    held.save(update_fields=["sealed", "kept_to", "saved_by", "saved_at", "sweep_after"])
    _say_whose(held, was_kept=was_kept, by=by, at=at)


def _end(held: UnsentReferral, *, was_sent: bool, by: Hat, at: dt.datetime) -> None:
    held.sealed, held.ended_at, held.was_sent, held.sweep_after = b"", at, was_sent, at + DAY_TO_TELL
    held.ended_by_id = by.worker_id
    held.save(update_fields=["sealed", "ended_at", "ended_by", "was_sent", "sweep_after"])


def _goes(scheme: Scheme, at: dt.datetime) -> dt.datetime:
    return at + dt.timedelta(days=scheme.unsent_days)
