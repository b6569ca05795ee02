"""The letters that notices send. Each says that there is a notice, and where to sign in; no word of what
it is about, of which side it is, or of whom.

SAFETY: a work telephone lies on a kitchen table. Whoever lives with the worker, or with somebody whom
the worker supports, may read what lights up on it.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_the_service
from chrysalis.agencies.models import Membership, Worker
from chrysalis.agencies.queries import in_force
from chrysalis.delivery.letters import LETTERS, Letter, LetterKind, Sending, Trouble, Withheld
from chrysalis.events.scheduled import later
from chrysalis.notices.models import NOTICES
from chrysalis.notices.recipients import readers
from chrysalis.working_days import in_london


SUBJECT = "You have a notice"
TROUBLE = "notices.trouble"  # what is done about a letter that did not go out: `actions/troubles.py`
Check = Callable[[Side, Sending, dt.date], bool]


def _is_unread(side: Side, sending: Sending, on: dt.date) -> bool:
    """Whether the notice still waits, and for this worker."""
    notice = NOTICES[side]._default_manager.filter(pk=sending.subject_id, acknowledged_at=None).first()
    return notice is not None and sending.recipient_id in readers(notice.recipient, on=on)


def _has_unread(side: Side, sending: Sending, on: dt.date) -> bool:
    """Whether anything of the side waits for the worker, in any place that still holds."""
    with as_the_service():
        places = Membership.objects.filter(in_force(on), worker_id=sending.recipient_id)
        held = list(places.values_list("agency_id", "role_slug"))
    mine = Q(worker_id=None) | Q(worker_id=sending.recipient_id)
    waiting = NOTICES[side]._default_manager.filter(mine, acknowledged_at=None)
    return any(waiting.filter(agency_id=agency, role_slug=role).exists() for agency, role in held)


def _write(side: Side, check: Check, sending: Sending, at: dt.datetime) -> Letter:
    if not check(side, sending, in_london(at).date()):
        raise Withheld
    with as_the_service():
        worker = Worker.objects.filter(pk=sending.recipient_id, is_active=True).first()
    if worker is None:
        raise Withheld
    link = settings.SERVICE_URL + reverse("notices:notices")
    return Letter(worker.email, SUBJECT, render_to_string("notices/mail/notice.txt", {"link": link}))


def _tell(sending: Sending, trouble: Trouble, at: dt.datetime) -> None:
    later(TROUBLE, due_at=at, agency_id=sending.agency_id, worker_id=sending.recipient_id, trouble=trouble)


def _declared(word: str, check: Check, *, is_urgent: bool = False) -> dict[Side, LetterKind]:
    """The same letter for each side, whose messages lie in tables apart."""
    return {
        side: LETTERS.add(LetterKind(f"{side}-{word}", side, partial(_write, side, check), _tell, is_urgent))
        for side in NOTICES
    }


URGENT = _declared("notice-urgent", _is_unread, is_urgent=True)
AT_ONCE = _declared("notice", _is_unread)
DIGEST = _declared("digest", _has_unread)
