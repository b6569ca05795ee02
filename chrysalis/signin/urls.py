"""Everything before a hat is worn. The library's pages keep the library's names, which it looks up itself."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import URLPattern, include, path, re_path

from chrysalis.access.http import View, hatless
from chrysalis.signin.decorators import before_second_factor, with_own_key
from chrysalis.signin.views import agency, invitation, passkeys, passwords, session, working_as
from chrysalis.standstill.marks import goes_on


def library(
    route: str, view: View, name: str, why: str, *, owing: bool = False, opens: bool = False
) -> URLPattern:
    """A page of the library: why it needs no hat, and whether one may see it while owing a second factor;
    whether it opens a session, and so goes on while nothing else is saved."""
    marked = hatless(why)(before_second_factor(view) if owing else view)
    marked = goes_on(marked) if opens else marked
    return path(route, marked, name=name)


own = [
    path("stay/", session.stay, name="stay"),
    path("lock/", session.lock, name="lock"),
    path("unlock/", session.unlock, name="unlock"),
    path("signed-out/", session.signed_out, name="signed_out"),
    path("no-place/", session.no_place, name="no_place"),
    path("working-as/", working_as.working_as, name="working_as"),
    path("invitation/", invitation.accept, name="accept"),
    path("invitation/<str:token>/", invitation.follow, name="follow"),
    path("agency/<slug:slug>/", agency.leave, name="agency"),
    path("agency/<slug:slug>/back/", agency.callback, name="agency_callback"),
]

urlpatterns = [
    library("", account.login, "account_login", "here people sign in", opens=True),
    path("out/", session.sign_out, name="account_logout"),
    library(
        "password/",
        with_own_key(account.password_change),
        "account_change_password",
        "changes the own password",
    ),
    path("password/none/", passwords.none, name="account_set_password"),
    library("password/forgotten/", account.password_reset, "account_reset_password", "asks for a link"),
    library(
        "password/sent/", account.password_reset_done, "account_reset_password_done", "says a link may come"
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        hatless("follows such a link")(passwords.from_link),
        name="account_reset_password_from_key",
    ),
    library(
        "password/changed/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
        "says that the password is new",
    ),
    library(
        "again/", account.reauthenticate, "account_reauthenticate", "asks for the password again", owing=True
    ),
    library("sessions/", usersessions.list_usersessions, "usersessions_list", "lists the own sessions"),
    library("second-factor/", mfa.index, "mfa_index", "lists the own second factors", owing=True),
    library(
        "second-factor/code/", mfa.authenticate, "mfa_authenticate", "asks for the second factor", opens=True
    ),
    library(
        "second-factor/again/", mfa.reauthenticate, "mfa_reauthenticate", "asks for it again", owing=True
    ),
    library(
        "second-factor/app/", with_own_key(totp.activate_totp), "mfa_activate_totp", "adds an app", owing=True
    ),
    library("second-factor/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp", "removes an app"),
    library(
        "second-factor/recovery/",
        recovery_codes.view_recovery_codes,
        "mfa_view_recovery_codes",
        "shows the own recovery codes",
        owing=True,
    ),
    library(
        "second-factor/recovery/new/",
        recovery_codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        "makes new ones",
    ),
    library("second-factor/passkeys/", webauthn.list_webauthn, "mfa_list_webauthn", "lists the own passkeys"),
    library(
        "second-factor/passkeys/add/",
        with_own_key(webauthn.add_webauthn),
        "mfa_add_webauthn",
        "adds one",
        owing=True,
    ),
    library(
        "second-factor/passkeys/again/",
        webauthn.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        "asks for a passkey again",
        owing=True,
    ),
    library(
        "second-factor/passkeys/<int:pk>/remove/",
        passkeys.remove,
        "mfa_remove_webauthn",
        "removes one",
    ),
    library("second-factor/passkeys/<int:pk>/", webauthn.edit_webauthn, "mfa_edit_webauthn", "names one"),
    library(
        "passkey/", webauthn.login_webauthn, "mfa_login_webauthn", "signs in with a passkey alone", opens=True
    ),
    path("", include((own, "signin"))),
]
