"""Whoever sends something on a Saturday is told that nobody reads it until the office opens."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Agency
from chrysalis.notices.unread import unread_words
from chrysalis.working_days import LONDON
from referrals.models import Referral
from tests.referrals.test_asking import asks
from tests.referrals.test_custody_referral import refers


UNREAD = re.compile(r"Nobody reads this until (Mon|Tues|Wednes)day (\d+ \w+ )?09:00\. In danger: 999\.")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-20 16:59", ""),
        ("2026-11-20 17:00", "Nobody reads this until Monday 09:00. In danger: 999."),
        ("2026-11-23 03:10", "Nobody reads this until Monday 09:00. In danger: 999."),
        ("2026-12-24 18:00", "Nobody reads this until Tuesday 09:00. In danger: 999."),
        ("2026-12-31 18:00", "Nobody reads this until Monday 09:00. In danger: 999."),
    ],
)
def test_the_words_name_the_day(world, moment, said):
    at = dt.datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
    assert unread_words(Agency.objects.get(slug="threshold").pk, at=at) == said


@pytest.fixture
def saturday(monkeypatch) -> None:
    now = timezone.localtime()
    noon = now.replace(hour=12) + dt.timedelta(days=(5 - now.weekday()) % 7 or 7)
    ahead, real = noon - now, timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + ahead)


def is_on_duty(world) -> None:
    world.administrator.sends("notices:hours", opens="09:00", closes="17:00", has_cover="on", version="1")


@pytest.mark.usefixtures("saturday")
class TestOnASaturday:
    def test_the_desk_is_told_on_its_receipt(self, world):
        receipt = refers(world.sergeant).headers["Location"]
        assert UNREAD.search(world.sergeant.get(receipt).content.decode())
        world.caseworker.sends("referrals:accept", Referral.objects.get().pk)
        accepted = world.sergeant.get(receipt).content.decode()
        assert not UNREAD.search(accepted)
        assert "In danger, ring 999" in accepted

    def test_where_somebody_is_on_duty_nothing_promises_that_they_watch(self, world):
        is_on_duty(world)
        page = world.sergeant.get(refers(world.sergeant).headers["Location"]).content.decode()
        assert not UNREAD.search(page)
        assert "Nobody watches this for an emergency" in page

    def test_whoever_asks_a_lead_is_told_before_and_after(self, world):
        refers(world.sergeant)
        referral, worker = Referral.objects.get(), world.caseworker
        assert UNREAD.search(worker.opens("referrals:ask_to_restrict", referral.pk).content.decode())
        after = asks(worker, referral).headers["Location"]
        assert UNREAD.search(worker.get(after).content.decode())

    def test_a_lead_on_duty_may_be_asked_without_it(self, world):
        is_on_duty(world)
        refers(world.sergeant)
        referral, worker = Referral.objects.get(), world.caseworker
        assert not UNREAD.search(worker.opens("referrals:ask_to_restrict", referral.pk).content.decode())
        page = worker.get(asks(worker, referral).headers["Location"]).content.decode()
        assert "Your safeguarding leads see it on their next page" in page
