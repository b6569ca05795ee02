"""Taking an import back: every referral of it that nobody has worked on, and no other.

Nothing that somebody did is lost: what was decided, asked about, told apart or restricted stays, and its row
says why. What is taken back is found no longer, counts nowhere, and is kept as long as a referral that was
not taken.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals import queries
from referrals.actions.reading import open_referral
from referrals.models import ImportRow, NotSamePerson, PersonKey, Question, Referral, ReferralState
from referrals.workflow import REFERRAL


WITHDRAWN = word("referral.withdrawn", Side.CHANGE, "alteration", "took back referrals of an import")
HIDDEN = "Only people named for it may open it: ask a safeguarding lead"
WORKED_ON = "Somebody has worked on it: {}"
ASKED, TOLD_APART = "the sender was asked", "it was told apart from somebody alike"


def take_back(rows: list[ImportRow], *, by: Hat, at: dt.datetime) -> None:
    """Say on each row what became of it. The caller saves the rows, in the same transaction."""
    keys = [row.referral_key for row in rows if row.referral_key]
    seen = queries.referrals(by).filter(pk__in=keys)
    held = {found.pk: found for found in seen.select_for_update(of=("self",))}
    gone = []
    for row, key in zip(rows, keys, strict=True):
        because = _because(held.get(key), by=by, at=at)
        row.state = ImportRow.State.STAYS if because else ImportRow.State.TAKEN_BACK
        row.said = because
        if not because:
            gone.append(key)
    Referral.objects.filter(pk__in=gone).update(state=ReferralState.WITHDRAWN, decided_at=at)
    PersonKey.objects.filter(referral_id__in=gone).update(sweep_after=at)
    if gone:
        record(WITHDRAWN, by=by, at=at, subjects=gone)


def _because(referral: Referral | None, *, by: Hat, at: dt.datetime) -> str:
    """Why it stays; empty where nothing keeps it."""
    if referral is None:
        return HIDDEN
    if referral.state not in REFERRAL.transitions["withdraw"].sources:
        return WORKED_ON.format(referral.get_state_display().lower())
    open_referral(referral, by=by, at=at)
    alike = Q(referral_id=OuterRef("pk")) | Q(other_id=OuterRef("pk"))
    worked_on = Referral.objects.filter(pk=referral.pk).values_list(
        Exists(Question.objects.filter(referral_id=OuterRef("pk"))),
        Exists(NotSamePerson.objects.filter(alike)),
    )
    asked, told_apart = worked_on.get()
    if asked or told_apart:
        return WORKED_ON.format(ASKED if asked else TOLD_APART)
    return ""
