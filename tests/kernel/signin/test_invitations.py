"""An invitation lets one person in, once, in time."""

import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from django.utils import timezone

from chrysalis.agencies.models import Agency, Membership, Worker
from chrysalis.signin.actions import invitations
from chrysalis.signin.models import Invitation
from tests.kernel.signin.door import PASSWORD, Visitor


@pytest.fixture
def invited(world) -> Visitor:
    """A colleague who has a place and no password yet."""
    return Visitor(world.colleague.worker)


def is_sent_a_link(visitor: Visitor, rings) -> str:
    agency = visitor.worker.memberships.values_list("agency_id", flat=True).first()
    invitations.invite(visitor.worker, agency_id=agency, at=timezone.now())
    return rings.letter().body.split("http://testserver")[1].split()[0]


def follows(visitor: Visitor, link: str, password: str = PASSWORD):
    visitor.browser.get(link)
    return visitor.sends("signin:accept", password=password, again=password)


def test_the_colleague_sets_a_password_and_comes_in(invited, rings):
    link = is_sent_a_link(invited, rings)
    assert invited.browser.get(link).headers["Location"] == "/sign-in/invitation/"
    assert follows(invited, link).headers["Location"] == "/sign-in/"
    invited.signs_in()
    assert invited.is_in


def test_the_letter_names_nobody(invited, rings):
    is_sent_a_link(invited, rings)
    letter = mail.outbox[0]
    assert letter.to == [invited.worker.email]
    for word in ("chrysalis", "police", "custody", invited.worker.full_name.lower()):
        assert word not in (letter.subject + letter.body).lower()


def test_only_a_digest_is_kept(invited, rings):
    token = is_sent_a_link(invited, rings).split("/")[-2]
    assert token not in str(Invitation.objects.values().get())


def used_already(invited, rings):
    link = is_sent_a_link(invited, rings)
    follows(invited, link)
    return link


def sent_again(invited, rings):
    link = is_sent_a_link(invited, rings)
    is_sent_a_link(invited, rings)
    return link


def made_up(invited, rings):
    is_sent_a_link(invited, rings)
    return "/sign-in/invitation/made-up/"


def of_somebody_disabled(invited, rings):
    link = is_sent_a_link(invited, rings)
    Worker.objects.filter(pk=invited.worker.pk).update(is_active=False)
    return link


@pytest.mark.parametrize("closed", [used_already, sent_again, made_up, of_somebody_disabled])
def test_a_link_that_is_not_open_says_no_more_than_that(invited, rings, closed):
    link = closed(invited, rings)
    stranger = invited.elsewhere()
    response = follows(stranger, link, "copper kettle beside the ferry")
    assert response.status_code == 410
    assert b"no longer works" in response.content
    assert stranger.tries("copper kettle beside the ferry").status_code == 200


def test_a_link_is_too_old_after_three_days(invited, rings, clock):
    link = is_sent_a_link(invited, rings)
    clock.passes(hours=72, seconds=-5)
    assert invited.browser.get(link, follow=True).status_code == 200
    clock.passes(seconds=5)
    assert follows(invited, link).status_code == 410


def test_a_weak_password_is_refused_with_the_reason(invited, rings):
    response = follows(invited, is_sent_a_link(invited, rings), "oldbury custody")
    assert b"names, places or words of your work" in response.content
    assert not Worker.objects.get(pk=invited.worker.pk).has_usable_password()


def test_two_different_passwords_are_refused(invited, rings):
    invited.browser.get(is_sent_a_link(invited, rings))
    response = invited.sends("signin:accept", password=PASSWORD, again=PASSWORD + "!")
    assert b"differ" in response.content


FIRST = {
    "agency": "Northmere Council",
    "kind": "council",
    "name": "Robin Ashby",
    "email": "R.Ashby@example.org",
}


def test_the_first_administrator_comes_in_by_a_printed_link(db):
    Membership.objects.filter(role_slug="agency-administrator").delete()
    said = io.StringIO()
    call_command("bootstrap", **FIRST, stdout=said)
    link = said.getvalue().split("http://127.0.0.1:8000")[1].strip()
    robin = Visitor(Worker.objects.get(email="r.ashby@example.org"))
    follows(robin, link)
    robin.signs_in()
    assert robin.opens("agencies:accounts").status_code == 200


def test_there_is_only_one_first_administrator(world):
    with pytest.raises(CommandError, match="administrator already"):
        call_command("bootstrap", **FIRST)
    assert not Agency.objects.filter(name=FIRST["agency"]).exists()


def test_a_stranger_without_a_link_sets_nothing(db):
    response = Browser().post("/sign-in/invitation/", {"password": PASSWORD, "again": PASSWORD})
    assert response.status_code == 410
