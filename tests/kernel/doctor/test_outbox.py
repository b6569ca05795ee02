"""The doctor names what was announced and not passed on."""

import datetime as dt
import uuid

from django.utils import timezone

from chrysalis.doctor import outbox
from chrysalis.events import patience
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import Announcement, Errand
from tests.partners.told import slip_from


def test_what_waits_for_a_worker_is_named_after_a_while(world):
    slip_from(world)
    assert outbox.is_passed_on() == []
    Announcement.objects.update(announced_at=timezone.now() - dt.timedelta(minutes=9))
    (finding,) = outbox.is_passed_on()
    assert finding.what == "1 announcements wait, the oldest for 9 minutes."
    carry()
    assert outbox.is_passed_on() == []


def test_what_was_given_up_and_is_nobodys_is_named(db):
    """Something that falls due, of a kind that this version does not know."""
    at = timezone.now()
    Errand.objects.create(handler="tests.gone", facts={"bell_id": str(uuid.uuid4())}, made_at=at, due_at=at)
    for turn in range(patience.MOST):
        carry(clock=lambda turn=turn: at + dt.timedelta(minutes=5 * turn))
    (finding,) = outbox.is_passed_on()
    assert "nobody could be told" in finding.what
