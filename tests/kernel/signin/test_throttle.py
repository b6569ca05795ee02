"""Guessing is slowed; owners and offices are not."""

import datetime as dt
import random

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client as Browser

from chrysalis.agencies.models import Worker
from tests.kernel.signin.door import PASSWORD, Visitor


GUESSES = [f"guess number {n} of many" for n in range(1_000)]


def test_a_stranger_gets_ten_guesses(sergeant):
    stranger = sergeant.elsewhere()
    answers = [stranger.tries(guess).status_code for guess in GUESSES[:40]]
    assert answers == [200] * 9 + [429] * 31
    assert stranger.tries(PASSWORD).status_code == 429
    assert not stranger.is_in


def test_changing_address_and_browser_gives_no_more_guesses(sergeant):
    disguises = [sergeant.elsewhere(REMOTE_ADDR=f"203.0.113.{n}", HTTP_USER_AGENT=f"{n}") for n in range(30)]
    answers = [disguise.tries(GUESSES[n]).status_code for n, disguise in enumerate(disguises)]
    assert answers.count(200) == 9


def test_the_owner_comes_in_from_a_known_desk_during_an_attack(sergeant):
    sergeant.signs_in()
    sergeant.sends("account_logout")
    for guess in GUESSES[:30]:
        sergeant.elsewhere().tries(guess)
    assert sergeant.elsewhere().tries(PASSWORD).status_code == 429
    assert sergeant.signs_in().status_code == 302
    assert sergeant.is_in


def test_a_known_desk_has_its_own_ten(sergeant):
    sergeant.signs_in()
    sergeant.sends("account_logout")
    answers = [sergeant.tries(guess).status_code for guess in GUESSES[:12]]
    assert answers == [200] * 9 + [429] * 3
    assert sergeant.elsewhere().tries(PASSWORD).status_code == 302


def test_a_desk_known_to_one_person_is_unknown_to_another(sergeant, caseworker):
    sergeant.signs_in()
    caseworker.browser.cookies = sergeant.browser.cookies
    sergeant.sends("account_logout")
    for guess in GUESSES[:12]:
        caseworker.elsewhere().tries(guess)
    assert caseworker.tries(PASSWORD).status_code == 429


def test_a_forged_desk_is_an_unknown_desk(sergeant):
    sergeant.browser.cookies["device"] = "eyJuYW1lIjogIm1pbmUifQ:forged"
    for guess in GUESSES[:12]:
        sergeant.tries(guess)
    assert sergeant.elsewhere().tries(PASSWORD).status_code == 429


def test_after_five_minutes_one_may_try_again(sergeant):
    for guess in GUESSES[:12]:
        sergeant.tries(guess)
    assert sergeant.tries(PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - dt.timedelta(minutes=5, seconds=1))
    assert sergeant.tries(PASSWORD).status_code == 302


def test_trying_while_locked_out_does_not_make_it_longer(sergeant):
    for guess in GUESSES[:12]:
        sergeant.tries(guess)
    last = AccessAttempt.objects.get().attempt_time
    for guess in GUESSES[:12]:
        sergeant.tries(guess)
    assert AccessAttempt.objects.get().attempt_time == last


def test_the_page_does_not_tell_whether_there_is_an_account(sergeant):
    pages = []
    for email in (sergeant.worker.email, "nobody@example.org"):
        for guess in GUESSES[:10]:
            response = Visitor(sergeant.worker).tries(guess, email=email)
        pages.append(response.content.replace(response.wsgi_request.request_id.encode(), b""))
    assert pages[0] == pages[1]
    assert b"Wait 5 minutes" in pages[0]


def test_three_hundred_at_one_address_with_typing_errors_all_come_in(world):
    """One custody building, ten minutes: five in a hundred mistype, some of them twice or three times."""
    slips = random.Random(7)  # noqa: S311 - the same slips every time
    place = world.sergeant.membership
    password = world.sergeant.worker
    password.set_password(PASSWORD)
    for n in range(300):
        officer = Worker.objects.create(
            email=f"officer{n}@oldbury-custody.example",
            full_name=f"Officer {n}",
            password=password.password,
            joined_at=password.joined_at,
        )
        officer.memberships.create(agency=place.agency, role_slug=place.role_slug, starts_on=place.starts_on)
        visitor = Visitor(officer, REMOTE_ADDR="198.51.100.7")
        for _ in range(slips.choices([0, 1, 2, 3], [95, 3, 1, 1])[0]):
            assert visitor.tries("brass lantern over quiet watre").status_code == 200
        assert visitor.tries(PASSWORD).status_code == 302


def test_nothing_that_is_counted_tells_who_or_where(sergeant):
    sergeant.elsewhere(REMOTE_ADDR="203.0.113.9").tries("not the right password", then="/referrals/")
    kept = repr(AccessAttempt.objects.values().get())
    for told in (sergeant.worker.email, "203.0.113.9", "not the right password"):
        assert told not in kept


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP"])
def test_a_claimed_address_changes_nothing(sergeant, header):
    browser = Browser(**{header: "203.0.113.77"})
    assert browser.get("/sign-in/").status_code == 200


def test_one_guess_at_each_of_many_accounts_is_noticed(sergeant, caplog):
    for n in range(49):
        sergeant.tries("the same guess for all", email=f"officer{n}@example.org")
    assert "one each" not in caplog.text
    sergeant.tries("the same guess for all", email="officer49@example.org")
    assert "50 accounts" in caplog.text


def test_the_old_password_is_not_to_be_guessed_at_an_open_desk(sergeant):
    sergeant.signs_in()
    new = {"password1": "copper kettle beside the ferry", "password2": "copper kettle beside the ferry"}
    answers = [
        sergeant.sends("account_change_password", oldpassword=guess, **new).status_code
        for guess in GUESSES[:12]
    ]
    assert answers == [200] * 9 + [429] * 3
