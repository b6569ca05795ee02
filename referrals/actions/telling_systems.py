"""Telling records systems that what they sent has changed. The rows are compared, whatever moved the word, so
that no change can be forgotten to be announced."""

import datetime as dt

from chrysalis.access.context import as_system
from chrysalis.api.actions.calling import queue
from chrysalis.working_days import in_london
from referrals.models import SentByMachine
from referrals.words_for_systems import DAYS, changed


def tell_systems(*, at: dt.datetime) -> int:
    """How many were told. Two workers at once tell each change once."""
    told = 0
    with as_system("courier"):
        for each in changed(since=in_london(at).date() - dt.timedelta(days=DAYS)):
            own = SentByMachine.objects.filter(pk=each.sent).exclude(told_word=each.word)
            if own.update(told_word=each.word):
                queue(each.system, each.reference, at=at)
                told += 1
    return told
