"""Each page at the door and behind it, as its reader finds it."""

import io

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth.password_validation import password_validators_help_texts
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from chrysalis.signin import passwords
from chrysalis.signin.actions import sessions
from chrysalis.signin.models import Invitation, SingleSignOn
from chrysalis.signin.views import session as views
from tests.kernel.signin.door import PASSWORD


@pytest.fixture
def with_passkey(sergeant):
    sergeant.signs_in()
    kinds = Authenticator.Type
    sergeant.passkey = Authenticator.objects.create(
        user=sergeant.worker, type=kinds.WEBAUTHN, data={"name": "Red key", "credential": {}}
    )
    RecoveryCodes.activate(sergeant.worker)
    return sergeant


def test_the_passkey_is_listed_renamed_and_removed(with_passkey):
    key = with_passkey.passkey.pk
    assert b"Red key" in with_passkey.opens("mfa_list_webauthn").content
    assert b"You have 1 passkey<" in with_passkey.opens("mfa_index").content
    assert with_passkey.opens("mfa_edit_webauthn", key).status_code == 200
    with_passkey.browser.post(reverse("mfa_edit_webauthn", args=[key]), {"name": "Blue key"})
    assert b"Blue key" in with_passkey.opens("mfa_list_webauthn").content
    assert b"Remove this passkey?" in with_passkey.opens("mfa_remove_webauthn", key).content
    with_passkey.sends("mfa_remove_webauthn", key)
    assert b"None recorded" in with_passkey.opens("mfa_list_webauthn").content


def test_the_only_passkey_stays_where_one_is_demanded(with_passkey, settings):
    settings.SECOND_FACTOR = True
    response = with_passkey.sends("mfa_remove_webauthn", with_passkey.passkey.pk)
    assert b"only second factor" in with_passkey.get(response.headers["Location"]).content
    assert Authenticator.objects.filter(pk=with_passkey.passkey.pk).exists()


def test_before_a_change_the_passkey_may_be_asked_for(with_passkey, monkeypatch):
    monkeypatch.setattr(webauthn, "begin_authentication", lambda user: {"publicKey": {"challenge": "AAAA"}})
    page = with_passkey.opens("mfa_reauthenticate_webauthn").content.decode()
    assert 'data-passkey="get"' in page
    assert "your password" in page


def test_an_app_is_listed_beside_the_passkey(with_passkey):
    TOTP.activate(with_passkey.worker, generate_totp_secret())
    assert b"Remove the app" in with_passkey.opens("mfa_index").content
    page = with_passkey.opens("account_reauthenticate").content.decode()
    assert "a passkey</a> or <a" in page
    assert "a code</a>" in page


def test_the_list_says_when_a_passkey_was_last_used(with_passkey):
    assert b"last used on" not in with_passkey.opens("mfa_list_webauthn").content
    with_passkey.passkey.record_usage()
    assert b"last used on" in with_passkey.opens("mfa_list_webauthn").content


def test_new_recovery_codes_take_the_place_of_the_old(with_passkey):
    assert b"stop working" in with_passkey.opens("mfa_generate_recovery_codes").content
    first = with_passkey.opens("mfa_view_recovery_codes").content
    with_passkey.sends("mfa_generate_recovery_codes")
    assert with_passkey.opens("mfa_view_recovery_codes").content != first


def test_a_passkey_unlocks(with_passkey, monkeypatch):
    with_passkey.sends("signin:lock")
    monkeypatch.setattr(views, "begin_authentication", lambda user: {"publicKey": {"challenge": "AAAA"}})
    page = with_passkey.opens("signin:unlock").content.decode()
    assert 'data-options="{&quot;publicKey&quot;:' in page
    assert "<script>" not in page
    with_passkey.sends("signin:unlock", credential="{}")
    assert not with_passkey.is_in
    monkeypatch.setattr(views.ReauthenticateWebAuthnForm, "is_valid", lambda form: True)
    with_passkey.sends("signin:unlock", credential="{}")
    assert with_passkey.is_in


def test_an_empty_password_unlocks_nothing(sergeant):
    sergeant.signs_in()
    sergeant.sends("signin:lock")
    assert b"There is a problem" in sergeant.sends("signin:unlock", password="").content
    assert not sergeant.is_in


def test_somebody_is_signed_in_as_after_every_check(sergeant, rf):
    request = rf.get("/")
    request.session, request.user = SessionStore(), sergeant.worker
    with context.request_context(request):
        sessions.sign_in(request, sergeant.worker)
    request.session.save()
    sergeant.browser.cookies["sessionid"] = request.session.session_key
    assert sergeant.is_in


def test_a_page_still_on_its_way_cannot_undo_the_lock(sergeant):
    sergeant.signs_in()
    sergeant.get("/")
    on_its_way = SessionStore(sergeant.browser.session.session_key)
    on_its_way["seen_at"] = 0
    sergeant.sends("signin:lock")
    with pytest.raises(UpdateError):
        on_its_way.save()
    assert not sergeant.is_in
    sergeant.sends("signin:unlock", password=PASSWORD)
    assert b"This one" in sergeant.opens("usersessions_list").content


@pytest.mark.parametrize("name", ["signin:lock", "signin:unlock", "account_logout"])
def test_who_is_not_signed_in_has_nothing_to_lock_or_leave(client, db, name):
    assert client.post(reverse(name)).headers["Location"].startswith("/sign-in/")


def test_a_script_is_told_that_nobody_is_signed_in(client, db):
    assert client.post("/sign-in/stay/").status_code == 401


OPEN = [
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_set_password",
]


@pytest.mark.parametrize("name", OPEN)
def test_pages_that_need_no_account_open(sergeant, name):
    assert sergeant.opens(name).status_code == 200


def test_a_leaver_at_the_chooser_hears_that_no_place_is_left(sergeant):
    sergeant.signs_in()
    sergeant.worker.memberships.update(ends_on=timezone.localdate())
    assert sergeant.get(sergeant.opens("signin:working_as").headers["Location"]).status_code == 302
    assert not sergeant.is_in


def test_a_passkey_lets_in_nobody_whom_a_password_would_not(sergeant):
    """What the library asks before it opens a session, whatever the key."""
    request = RequestFactory().get("/")
    request.session, request._messages = sergeant.browser.session, Said()
    with context.request_context(request):
        adapter = get_adapter(request)
        assert adapter.pre_login(request, sergeant.worker) is None
        sergeant.worker.memberships.update(ends_on=timezone.localdate())
        assert adapter.pre_login(request, sergeant.worker).headers["Location"] == "/sign-in/"
        assert not adapter.is_open_for_signup(request)


class Said(list):
    def add(self, level: int, text: str, extra_tags: str = "") -> None:
        self.append(text)


def test_how_passwords_are_explained():
    assert set(password_validators_help_texts()) == {passwords.HELP}


def test_the_operator_names_an_agency_that_is_not_there(db):
    asked = {"agency": "nobody", "issuer": "https://login.example", "client_id": "abc"}
    with pytest.raises(CommandError, match="no agency"):
        call_command("configure_sign_in", **asked, address="https://service.example")


def test_the_operator_types_the_secret(world, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("typed secret\n"))
    asked = {"agency": "threshold", "issuer": "https://login.example", "client_id": "abc"}
    call_command("configure_sign_in", **asked, address="https://service.example", stdout=io.StringIO())
    assert str(SingleSignOn.objects.get()) == "https://login.example"


def test_an_invitation_is_called_by_its_day(world):
    made = Invitation(worker=world.colleague.worker, made_at=timezone.now())
    assert str(made).startswith("Invitation of 20")
