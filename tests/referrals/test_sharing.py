"""An agreement near its end warns. Once ended, nothing new is shared, and the form says whom to ring."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.agencies.actions import agencies, appointing
from chrysalis.agencies.models import Agency, Agreement
from referrals.models import Referral
from tests.referrals.test_custody_referral import refers
from tests.world import Person


@pytest.fixture
def travel(monkeypatch):
    """Go on to a later day, and sign in there."""
    now = timezone.now

    def go(person: Person, *, days: int) -> Person:
        monkeypatch.setattr(timezone, "now", lambda: now() + dt.timedelta(days=days))
        person.signs_in()
        return person

    return go


# The agreements of the tests' world end 365 days on.
def test_a_month_before_the_end_the_form_warns_and_still_sends(world, travel):
    sergeant = travel(world.sergeant, days=340)
    assert "is about to end" in sergeant.opens("referrals:submit").content.decode()
    assert refers(sergeant).status_code == 302


def test_after_the_end_nothing_new_is_sent_and_the_page_says_whom_to_ring(world, travel):
    assert refers(world.sergeant).status_code == 302
    sergeant = travel(world.sergeant, days=366)
    for page in (sergeant.opens("referrals:submit"), refers(sergeant)):
        text = page.content.decode()
        assert "New referrals are on hold" in text
        assert "0121 496 0010" in text
        assert '<form method="post"' not in text.split("<main")[1].split("</main")[0]
    assert Referral.objects.count() == 1


def test_before_the_beginning_there_is_none_yet(world, travel):
    text = travel(world.sergeant, days=-45).opens("referrals:submit").content.decode()
    assert "There is no information-sharing agreement yet." in text
    assert "0121 496 0010" in text


def test_the_last_day_still_counts(world, travel):
    left = Agreement.objects.get(scheme__slug="west").expires_on - timezone.localdate()
    assert refers(travel(world.sergeant, days=left.days)).status_code == 302


def test_what_was_sent_before_the_end_is_still_worked(world, travel):
    refers(world.sergeant)
    caseworker = travel(world.caseworker, days=366)
    assert caseworker.sends("referrals:accept", Referral.objects.get().pk).status_code == 302


def test_a_suite_outside_every_scheme_is_told_so(world):
    set_up = {"by": None, "at": timezone.now()}
    force = Agency.objects.get(slug="westfield-police")
    suite = agencies.register_agency(
        "new-custody", name="New custody", kinds=["custody_suite"], parent=force, **set_up
    )
    worker = appointing.register_worker("Nia Newly", email="nia@new-custody.example", at=timezone.now())
    today = timezone.localdate()
    appointing.appoint(worker, suite, "custody-officer", starts_on=today, at=timezone.now())
    assert refers(world.sergeant).status_code == 302
    refused = refers(Person(worker))
    assert refused.status_code == 409
    assert "does not refer to any service here yet" in refused.content.decode()
