"""Kinds of the tests' own, and the courier who tells people of them."""

import datetime as dt
import uuid
from collections.abc import Iterator
from unittest import mock

import pytest

from chrysalis.access.barriers import Side
from chrysalis.access.context import as_system
from chrysalis.agencies.models import Agency
from chrysalis.events.actions.carrying import carry
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.notices.models import Notice
from chrysalis.notices.recipients import Recipient
from chrysalis.working_days import LONDON
from referrals.models import Referral
from tests.world import Person


NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=LONDON)  # a Wednesday


class Kinds:
    def __init__(self) -> None:
        self.referral = KINDS.add(
            NoticeKind(
                "test-referral",
                Side.CHANGE,
                "A lantern came in",
                "Pick it up.",
                due=Within(hours=2),
                url="referrals:referral",
                link="Open the referral",
                found_in=lambda hat: Referral.objects.filter(provider_agency_id=hat.agency_id),
            )
        )
        self.slip = KINDS.add(NoticeKind("test-slip", Side.SAFETY, "A pebble came in", "Open it.", Within(2)))
        self.threat = KINDS.add(
            NoticeKind("test-threat", Side.SAFETY, "A bell rang", "Act.", Within(1), is_urgent=True)
        )
        self.fire = KINDS.add(
            NoticeKind("test-fire", Side.CHANGE, "A whistle blew", "Act.", Within(1), is_urgent=True)
        )


@pytest.fixture
def kinds() -> Iterator[Kinds]:
    with mock.patch.dict(KINDS._items):
        yield Kinds()


class Tells:
    """What a handler does, as the courier, after the commit."""

    def __init__(self) -> None:
        self.now = NOON

    def role(self, kind: NoticeKind, agency: str, role: str, **facts: object) -> Notice:
        return self._tell(kind, Recipient(Agency.objects.get(slug=agency).pk, role), **facts)

    def one(self, kind: NoticeKind, person: Person, **facts: object) -> Notice:
        place = person.membership
        return self._tell(kind, Recipient(place.agency_id, place.role_slug, person.worker.pk), **facts)

    def _tell(self, kind: NoticeKind, to: Recipient, **facts: object) -> Notice:
        facts = {"subject": uuid.uuid4(), "at": self.now} | facts
        with as_system("courier"):
            return raise_notice(kind, to=to, **facts)

    def pass_until(self, moment: str) -> None:
        """The clock moves on, and whatever fell due meanwhile is done."""
        self.now = dt.datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
        carry(clock=lambda: self.now)


@pytest.fixture
def tells(db, monkeypatch) -> Tells:
    """Its clock is everybody's."""
    telling = Tells()
    monkeypatch.setattr("django.utils.timezone.now", lambda: telling.now)
    return telling


def text(response) -> str:
    return response.content.decode()
