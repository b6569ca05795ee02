"""Choosing what one is working as: only from what one is, checked anew at every step."""

import datetime as dt

import pytest
from django.utils import timezone

from chrysalis.agencies.models import Membership
from tests.kernel.signin.door import Visitor


@pytest.fixture
def in_two_places(sergeant, world) -> Visitor:
    """The sergeant also keeps the accounts at Threshold."""
    sergeant.worker.memberships.create(
        agency=world.administrator.membership.agency,
        role_slug="agency-administrator",
        starts_on=timezone.localdate() - dt.timedelta(days=1),
    )
    return sergeant


def place(visitor: Visitor, role: str) -> Membership:
    return visitor.worker.memberships.get(role_slug=role)


def test_with_one_place_nobody_is_asked(sergeant):
    sergeant.signs_in()
    assert sergeant.is_in


def test_with_two_one_chooses_and_lands_on_the_page_asked_for(in_two_places):
    in_two_places.signs_in()
    chooser = in_two_places.get("/agency/accounts/").headers["Location"]
    assert chooser == "/sign-in/working-as/?next=%2Fagency%2Faccounts%2F"
    page = in_two_places.get(chooser).content.decode()
    assert "Custody officer, Oldbury custody" in page
    assert "Agency administrator, Threshold Centre" in page
    chosen = place(in_two_places, "agency-administrator")
    response = in_two_places.sends("signin:working_as", place=chosen.pk, next="/agency/accounts/")
    assert response.headers["Location"] == "/agency/accounts/"
    assert in_two_places.opens("agencies:accounts").status_code == 200
    assert in_two_places.opens("referrals:submit").status_code == 403


def test_the_hat_can_be_changed(in_two_places):
    in_two_places.signs_in()
    in_two_places.sends("signin:working_as", place=place(in_two_places, "agency-administrator").pk)
    in_two_places.sends("signin:working_as", place=place(in_two_places, "custody-officer").pk)
    assert in_two_places.opens("referrals:submit").status_code == 200
    assert in_two_places.opens("agencies:accounts").status_code == 403


def test_nobody_chooses_a_place_of_somebody_else(in_two_places, world):
    in_two_places.signs_in()
    response = in_two_places.sends("signin:working_as", place=world.caseworker.membership.pk)
    assert response.status_code == 200
    assert not in_two_places.is_in


def test_a_place_written_into_the_session_gives_nothing_that_is_not_ones_own(sergeant, world):
    sergeant.signs_in()
    session = sergeant.browser.session
    session["membership"] = str(world.caseworker.membership.pk)
    session.save()
    assert sergeant.get("/").headers["Location"].startswith("/sign-in/working-as/")


def test_a_hat_that_ended_is_not_swapped_for_another_unasked(in_two_places):
    in_two_places.signs_in()
    worn = place(in_two_places, "agency-administrator")
    in_two_places.sends("signin:working_as", place=worn.pk)
    assert in_two_places.is_in
    Membership.objects.filter(pk=worn.pk).update(ends_on=timezone.localdate())
    assert in_two_places.get("/").headers["Location"].startswith("/sign-in/working-as/")
    in_two_places.sends("signin:working_as", place=place(in_two_places, "custody-officer").pk)
    assert in_two_places.is_in


def test_a_stranger_at_the_chooser_is_sent_to_sign_in(client, db):
    assert client.get("/sign-in/working-as/").headers["Location"] == "/sign-in/"


def test_a_page_that_breaks_leaves_nothing_half_done(sergeant, monkeypatch):
    from chrysalis import home

    def breaks(request):
        sergeant.worker.memberships.update(ends_on=timezone.localdate())
        raise RuntimeError

    sergeant.signs_in()
    sergeant.browser.raise_request_exception = False
    monkeypatch.setattr(home, "unfinished", lambda hat: breaks(None))
    assert sergeant.get("/").status_code == 500
    assert place(sergeant, "custody-officer").ends_on is None
