"""What nobody answers climbs, a step at a time, to somebody who is there."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Membership
from chrysalis.audit.models import AccountEntry, SafetyEntry
from chrysalis.notices.models import AccountNotice, ChangeNotice, Notice, SafetyNotice
from tests.kernel.notices.conftest import text


def told(table: type[Notice]) -> list[tuple[str, int]]:
    return list(table.objects.order_by("level", "raised_at").values_list("role_slug", "level"))


def test_it_climbs_to_the_manager_once(world, kinds, tells):
    slip = tells.role(kinds.slip, "haven", "link-worker")
    tells.pass_until("2026-11-18 13:59")
    assert told(SafetyNotice) == [("link-worker", 0)]
    tells.pass_until("2026-11-18 14:01")
    tells.pass_until("2026-11-18 14:02")
    assert told(SafetyNotice) == [("link-worker", 0), ("partner-support-manager", 1)]
    climbed = SafetyNotice.objects.get(level=1)
    assert climbed.subject_id == slip.subject_id
    assert timezone.localtime(climbed.due_at).strftime("%H:%M") == "16:01"
    entry = SafetyEntry.objects.get(word="safety-notice.climbed")
    assert (entry.subjects, entry.reason) == ([slip.pk], "partner-support-manager")

    page = text(world.partner_support_manager.opens("notices:notices"))
    assert "because nobody answered in time" in page
    overdue = text(world.partner_support_manager.opens("notices:overdue"))
    assert "A pebble came in" in overdue
    assert "Everybody in it" in overdue
    assert world.link_worker.opens("notices:overdue").status_code == 403
    assert "A pebble came in" not in text(world.service_manager.opens("notices:overdue"))


def test_an_answer_in_time_ends_it(world, kinds, tells):
    slip = tells.role(kinds.slip, "haven", "link-worker")
    tells.pass_until("2026-11-18 13:59")
    world.link_worker.sends("notices:acknowledge", key=str(slip.pk))
    tells.pass_until("2026-11-19 12:00")
    assert told(SafetyNotice) == [("link-worker", 0)]


def test_the_managers_answer_ends_it_too(world, kinds, tells):
    tells.one(kinds.referral, world.caseworker)
    tells.pass_until("2026-11-18 14:01")
    assert "Caseworker" in text(world.service_manager.opens("notices:overdue"))
    world.service_manager.sends("notices:acknowledge", key=str(ChangeNotice.objects.get(level=1).pk))
    tells.pass_until("2026-11-20 12:00")
    assert told(ChangeNotice) == [("caseworker", 0), ("service-manager", 1)]


def test_from_the_manager_to_the_lead_to_the_administrator(world, kinds, tells):
    tells.role(kinds.referral, "threshold", "caseworker")
    tells.pass_until("2026-11-18 14:01")
    tells.pass_until("2026-11-18 16:02")
    assert told(ChangeNotice) == [("caseworker", 0), ("service-manager", 1), ("safeguarding-lead", 2)]
    tells.pass_until("2026-11-19 12:00")
    page = text(world.administrator.opens("notices:notices"))
    assert "nobody is left to tell" in page
    for word in ("lantern came in", "caseworker", "referral"):
        assert word not in page.lower()
    mine = AccountNotice.objects.get()
    assert mine.subject_id == world.administrator.membership.agency_id
    assert AccountEntry.objects.filter(word="account-notice.climbed").count() == 1
    tells.pass_until("2026-11-30 12:00")
    assert AccountNotice.objects.count() == 1
    world.administrator.signs_in()
    assert world.administrator.opens("notices:notice", mine.pk).status_code == 200


def test_a_step_with_nobody_in_it_is_passed_over(world, kinds, tells):
    Membership.objects.filter(role_slug="service-manager").update(ends_on=tells.now.date())
    tells.role(kinds.referral, "threshold", "caseworker")
    tells.pass_until("2026-11-18 14:01")
    assert told(ChangeNotice) == [("caseworker", 0), ("safeguarding-lead", 1)]


@pytest.mark.parametrize("hours", [25, 24 * 9])
def test_a_machine_asleep_for_days_climbs_one_step_and_not_one_a_tick(world, kinds, tells, hours):
    tells.role(kinds.slip, "haven", "link-worker")
    woken = tells.now + dt.timedelta(hours=hours)
    tells.pass_until(f"{woken:%Y-%m-%d %H:%M}")
    assert told(SafetyNotice) == [("link-worker", 0), ("partner-support-manager", 1)]


def test_friday_evening_is_read_on_monday_unless_somebody_is_on_duty(world, kinds, tells):
    tells.pass_until("2026-11-20 17:30")
    tells.role(kinds.referral, "threshold", "caseworker")
    tells.pass_until("2026-11-23 10:59")
    assert told(ChangeNotice) == [("caseworker", 0)]
    tells.pass_until("2026-11-23 11:01")
    assert told(ChangeNotice) == [("caseworker", 0), ("service-manager", 1)]
