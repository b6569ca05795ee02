"""What the service gave up doing: its owner is told, and sees to it."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from chrysalis.audit.models import SafetyEntry
from chrysalis.events import patience
from chrysalis.events.actions.carrying import carry
from chrysalis.events.models import SafetySnag
from chrysalis.notices.models import SafetyNotice
from partners.handlers import own
from tests.partners.told import slip_from


def passes(minutes: int) -> Callable[[], dt.datetime]:
    return lambda: timezone.now() + dt.timedelta(minutes=minutes)


@pytest.fixture
def snag(world, monkeypatch) -> SafetySnag:
    """Nobody at Haven could be told of a slip, however often it was tried."""

    def stumble(*facts: object, **named: object) -> None:
        raise ZeroDivisionError("4 Sallow Wharf")

    with monkeypatch.context() as broken:
        broken.setattr(own, "raise_notice", stumble)
        slip_from(world)
        for turn in range(patience.MOST + 1):
            carry(clock=passes(5 * turn))
    return SafetySnag.objects.get()


def page(person, snag: SafetySnag) -> str:
    return person.opens("snags:snag", snag.pk).content.decode()


def test_its_owner_has_a_notice_and_a_page_that_names_no_record(world, snag):
    carry(clock=passes(60))
    manager = world.partner_support_manager
    assert "Something was not passed on" in manager.opens("notices:notices").content.decode()
    assert "Slip sealed, tell link workers" in manager.opens("snags:snags").content.decode()
    told = page(manager, snag)
    assert "ZeroDivisionError" in told
    assert "Sallow" not in told
    assert str(SafetyNotice.objects.filter(kind_slug="slip-sealed").count()) == "0"


def test_the_other_side_sees_none_of_it(world, snag):
    """SAFETY: that something could not be told of a slip tells that there was one."""
    listed = world.service_manager.opens("snags:snags").content.decode()
    assert "Everything was passed on" in listed
    assert world.service_manager.opens("snags:snag", snag.pk).status_code == 404
    assert world.link_worker.opens("snags:snag", snag.pk).status_code == 403


def test_trying_again_tells_whom_it_should_have_told(world, snag):
    manager = world.partner_support_manager
    assert manager.sends("snags:retry", snag.pk).status_code == 302
    carry(clock=passes(90))
    assert SafetyNotice.objects.filter(kind_slug="slip-sealed").count() == 1
    assert SafetyEntry.objects.filter(word="safety-snag.retried", subjects=[snag.pk]).count() == 1
    assert "Tried again" in page(manager, snag)
    again = manager.sends("snags:retry", snag.pk)
    assert "saw to this a moment ago" in manager.get(again.headers["Location"]).content.decode()
    carry(clock=passes(120))
    assert SafetyNotice.objects.filter(kind_slug="slip-sealed").count() == 1


def closes(person, snag: SafetySnag, **fields: str):
    keys = {"draft": str(uuid.uuid4()), "draft_form": "snag", "draft_subject": str(snag.pk)}
    return person.sends("snags:snag", snag.pk, **keys, **fields)


def test_closing_needs_a_reason_and_is_logged_with_it(world, snag):
    manager = world.partner_support_manager
    assert "Write why nothing more needs doing" in closes(manager, snag, reason="").content.decode()
    assert closes(manager, snag, reason="I rang them.").status_code == 302
    assert SafetyEntry.objects.get(word="safety-snag.closed").reason == "I rang them."
    assert "I rang them." in page(manager, snag)
    late = closes(manager, snag, reason="Me too.")
    assert "saw to this a moment ago" in manager.get(late.headers["Location"]).content.decode()
