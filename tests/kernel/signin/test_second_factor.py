"""The second factor: demanded, good once, and not to be guessed."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from tests.kernel.signin.door import PASSWORD


pytestmark = pytest.mark.usefixtures("noted")


SECRET = generate_totp_secret()


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def with_app(sergeant):
    """The sergeant, with an authenticator app and its recovery codes."""

    TOTP.activate(sergeant.worker, SECRET)
    RecoveryCodes.activate(sergeant.worker)
    return sergeant


def code(step: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


def enters(visitor, typed: str):
    return visitor.sends("mfa_authenticate", code=typed)


def recovery_codes(visitor) -> list[str]:
    found = Authenticator.objects.get(user=visitor.worker, type=Authenticator.Type.RECOVERY_CODES)
    return found.wrap().get_unused_codes()


def test_a_password_alone_opens_only_the_pages_to_set_one_up(sergeant):
    sergeant.signs_in()
    for name in ("home", "usersessions_list", "account_change_password", "signin:working_as"):
        assert sergeant.opens(name).headers["Location"] == reverse("mfa_index")
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert sergeant.opens(name).status_code == 200
    assert sergeant.sends("account_logout").status_code == 302


def test_an_app_is_added_and_then_the_service_is_open(sergeant):
    sergeant.signs_in()
    secret = sergeant.opens("mfa_activate_totp").context["form"].secret
    typed = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    response = sergeant.sends("mfa_activate_totp", code=typed)
    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    shown = sergeant.opens("mfa_view_recovery_codes").content.decode()
    assert all(each in shown for each in recovery_codes(sergeant))
    assert recovery_codes(sergeant)[0] not in sergeant.opens("mfa_view_recovery_codes").content.decode()
    assert sergeant.is_in


def test_the_key_of_the_app_rests_encrypted(with_app):
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)


def test_the_sergeant_comes_in_with_password_and_code(with_app):
    assert with_app.signs_in().headers["Location"] == reverse("mfa_authenticate")
    assert not with_app.is_in
    enters(with_app, code())
    assert with_app.is_in


def test_a_code_with_a_space_in_it_is_the_same_code(with_app):
    with_app.signs_in()
    enters(with_app, f" {code()[:3]} {code()[3:]} ")
    assert with_app.is_in


def test_a_code_is_good_once(with_app):
    typed = code()
    other = with_app.elsewhere()
    for visitor in (with_app, other):
        visitor.signs_in()
        enters(visitor, typed)
    assert with_app.is_in
    assert not other.is_in


def test_an_older_code_does_not_follow_a_newer_one(with_app):
    other = with_app.elsewhere()
    for visitor, typed in ((with_app, code()), (other, code(-1))):
        visitor.signs_in()
        enters(visitor, typed)
    assert not other.is_in


def test_a_recovery_code_is_good_once(with_app):
    typed = recovery_codes(with_app)[0]
    other = with_app.elsewhere()
    for visitor in (with_app, other):
        visitor.signs_in()
        enters(visitor, typed)
    assert with_app.is_in
    assert not other.is_in
    assert len(recovery_codes(with_app)) == 9


def test_five_wrong_codes_and_it_is_back_to_the_start(with_app):
    with_app.signs_in()
    for _ in range(4):
        assert enters(with_app, "000000").status_code == 200
    assert enters(with_app, "000000").headers["Location"] == reverse("account_login")
    assert enters(with_app, code()).headers["Location"] == reverse("account_login")
    assert not with_app.is_in


def test_starting_again_gives_no_more_guesses(with_app):
    answers = []
    for _ in range(4):
        with_app.signs_in()
        answers += [enters(with_app, "000000").status_code for _ in range(5)]
    assert answers.count(200) == 8
    assert 429 in answers
    with_app.signs_in()
    assert enters(with_app, code()).status_code != 200 or not with_app.is_in
    assert not with_app.is_in


def test_the_last_factor_stays(with_app):
    with_app.signs_in()
    enters(with_app, code())
    response = with_app.sends("mfa_deactivate_totp")
    assert b"cannot deactivate" in response.content or b"only second factor" in response.content
    assert Authenticator.objects.filter(user=with_app.worker, type="totp").exists()


def test_adding_a_factor_asks_for_the_password_again_later(sergeant, clock, monkeypatch):
    sergeant.signs_in()
    later = time.time() + 6 * 60
    monkeypatch.setattr("time.time", lambda: later)
    clock.passes(minutes=6)
    response = sergeant.opens("mfa_activate_totp")
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    page = sergeant.get(response.headers["Location"]).content.decode()
    assert f'name="next" value="{reverse("mfa_activate_totp")}"' in page
    sergeant.browser.post(response.headers["Location"], {"password": PASSWORD})
    assert sergeant.opens("mfa_activate_totp").status_code == 200


def test_a_right_code_waits_too_while_others_guess(with_app):
    with_app.signs_in()
    for n in range(10):
        with_app.elsewhere().tries(f"guess {n}")
    assert enters(with_app, code()).status_code == 429
    assert not with_app.is_in


def test_before_a_change_a_code_or_a_passkey_may_be_asked_for(with_app, clock, monkeypatch):
    with_app.signs_in()
    enters(with_app, code())
    later = time.time() + 6 * 60
    monkeypatch.setattr("time.time", lambda: later)
    clock.passes(minutes=6)
    assert b"a code" in with_app.opens("account_reauthenticate").content
    assert b"your password" in with_app.opens("mfa_reauthenticate").content
    with_app.sends("mfa_reauthenticate", code=code())
    assert with_app.opens("mfa_generate_recovery_codes").status_code == 200


def test_where_nothing_is_demanded_the_app_may_go(with_app, settings):
    settings.SECOND_FACTOR = False
    with_app.signs_in()
    enters(with_app, code())
    assert with_app.opens("mfa_deactivate_totp").status_code == 200
    with_app.sends("mfa_deactivate_totp")
    assert not Authenticator.objects.filter(user=with_app.worker).exists()
