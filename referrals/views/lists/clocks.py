"""When something is due, as a list says it."""

import datetime as dt

from django.utils import timezone

from chrysalis.ui.lists import Cell
from chrysalis.ui.templatetags.ui import day
from referrals.actions.pausing import running
from referrals.models import Referral
from referrals.rules.clocks import Tone, standing


TONES = {Tone.NONE: "grey", Tone.SOON: "yellow", Tone.LATE: "red"}


def clock(due_at: dt.datetime | None, nation: str) -> Cell:
    """When something is due, in the words and the colour of its clock."""
    if due_at is None:
        return Cell("Nothing due")
    found = standing(due_at, timezone.now(), nation)
    return Cell(found.words, colour=TONES[found.tone])


def clock_of(referral: Referral) -> Cell:
    found = running(referral).standing(timezone.now(), nation=referral.provider_agency.nation)
    if referral.is_urgent:
        return Cell("Cannot wait", colour="red", note=found.words)
    return Cell(found.words, colour=TONES[found.tone])


def day_of(at: dt.datetime) -> str:
    return day(timezone.localdate(at))
