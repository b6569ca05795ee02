"""E-mail that says only that there is a notice: to each reader one, at once or in the morning."""

import pytest
from django.core import mail

from chrysalis.agencies.models import Membership
from chrysalis.agencies.queries import make_hat
from chrysalis.delivery.actions.draining import drain
from chrysalis.delivery.models import ChangeMessage, SafetyMessage
from chrysalis.delivery.transports import NotNow, smtp
from chrysalis.notices import queries
from chrysalis.notices.actions.writing import send_digests
from chrysalis.notices.models import AccountNotice
from tests.kernel.notices.conftest import text


def goes_out(tells) -> list[str]:
    """To whom the post goes, one recipient a letter."""
    mail.outbox.clear()
    drain(smtp.make(""), clock=lambda: tells.now)
    assert all(len(letter.to) == 1 for letter in mail.outbox)
    return sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)


def test_an_urgent_notice_is_written_of_at_once_to_each(world, kinds, tells):
    tells.role(kinds.threat, "haven", "link-worker")
    assert goes_out(tells) == ["link_worker", "second_link_worker"]
    assert goes_out(tells) == []


def test_the_letter_says_nothing(world, kinds, tells, settings):
    tells.role(kinds.threat, "haven", "link-worker")
    goes_out(tells)
    for letter in mail.outbox:
        said = f"{letter.subject} {letter.body} {letter.from_email}".lower()
        assert f"{settings.SERVICE_URL}/notices/" in said
        for word in ("bell", "act.", "haven", "safety", "partner", "support", "link worker", "chrysalis"):
            assert word not in said


def test_others_come_as_each_worker_chose(world, kinds, tells):
    world.link_worker.sends("notices:mail", choice="each")
    for _ in range(3):
        tells.role(kinds.slip, "haven", "link-worker")
    assert goes_out(tells) == ["link_worker"]  # three notices in a quarter of an hour are one letter
    tells.pass_until("2026-11-18 12:16")
    tells.role(kinds.slip, "haven", "link-worker")
    assert goes_out(tells) == ["link_worker"]


def digests(tells, moment: str) -> list[str]:
    tells.pass_until(moment)
    goes_out(tells)
    send_digests(at=tells.now)
    return goes_out(tells)


def test_a_digest_comes_once_a_morning_while_something_waits(world, kinds, tells):
    world.link_worker.sends("notices:mail", choice="each")
    notice = tells.role(kinds.slip, "haven", "link-worker")
    assert digests(tells, "2026-11-18 23:00") == []
    assert digests(tells, "2026-11-19 07:59") == []
    told = digests(tells, "2026-11-19 08:01")
    assert told == ["partner_support_manager", "second_link_worker"]  # to whom it climbed, and who chose so
    assert digests(tells, "2026-11-19 08:11") == []
    world.second_link_worker.sends("notices:acknowledge", key=str(notice.pk))
    world.partner_support_manager.sends(
        "notices:acknowledge", key=[str(pk) for pk in _waiting(world.partner_support_manager)]
    )
    assert digests(tells, "2026-11-20 08:01") == []


def _waiting(person) -> list:
    return list(queries.waiting(make_hat(person.membership)).values_list("pk", flat=True))


def test_a_machine_that_slept_over_eight_still_sends_it_and_one_that_slept_past_noon_lets_it_be(
    world, kinds, tells
):
    tells.role(kinds.referral, "threshold", "caseworker")
    tells.pass_until("2026-11-18 12:30")
    assert "caseworker" in digests(tells, "2026-11-19 10:40")
    assert digests(tells, "2026-11-20 12:01") == []


def test_on_the_days_the_clocks_change_the_digest_comes_once(world, kinds, tells):
    for eve, morning in (("2026-10-24", "2026-10-25"), ("2027-03-27", "2027-03-28")):
        tells.pass_until(f"{eve} 12:00")
        tells.role(kinds.referral, "threshold", "caseworker")
        assert digests(tells, f"{morning} 07:55") == []
        assert digests(tells, f"{morning} 08:05").count("caseworker") == 1
        assert "caseworker" not in digests(tells, f"{morning} 09:05")


@pytest.mark.parametrize("meanwhile", ["answered", "left"])
def test_it_is_asked_again_whether_it_still_has_to_go(world, kinds, tells, meanwhile):
    notice = tells.one(kinds.threat, world.link_worker)
    if meanwhile == "answered":
        world.link_worker.sends("notices:acknowledge", key=str(notice.pk))
    else:
        Membership.objects.filter(worker=world.link_worker.worker).update(ends_on=tells.now.date())
    assert goes_out(tells) == []
    assert SafetyMessage.objects.get().state == "withheld"


def test_a_disabled_account_is_not_written_to(world, kinds, tells):
    notice = tells.one(kinds.threat, world.link_worker)
    world.link_worker.worker.is_active = False
    world.link_worker.worker.save()
    assert goes_out(tells) == []
    assert notice.acknowledged_at is None


class Nowhere(smtp.Smtp):
    """A mail server that is not there."""

    def send(self, letter, *, reference):
        raise NotNow


def test_when_urgent_mail_stands_still_the_administrator_is_told_once_an_hour(world, kinds, tells):
    agency = world.administrator.membership.agency_id
    for _ in range(2):
        tells.role(kinds.fire, "threshold", "caseworker")
    for minute in (4, 6, 8, 30):
        tells.pass_until(f"2026-11-18 12:{minute:02}")
        drain(Nowhere(), clock=lambda: tells.now)
    tells.pass_until("2026-11-18 12:31")
    mine = AccountNotice.objects.filter(agency=agency)
    assert [notice.kind_slug for notice in mine] == ["mail-late"]
    world.administrator.signs_in()
    page = text(world.administrator.opens("notices:notice", mine.get().pk))
    assert "E-mail is not going out" in page
    for word in ("whistle", "caseworker", "referral"):
        assert word not in page.split("<main")[1].lower()


def test_sides_keep_their_messages_apart(world, kinds, tells):
    world.caseworker.sends("notices:mail", choice="each")
    tells.role(kinds.referral, "threshold", "caseworker")
    tells.role(kinds.threat, "haven", "link-worker")
    assert ChangeMessage.objects.count() == 1
    assert SafetyMessage.objects.count() == 2
