"""The pages of signing in and out: passwords, second steps, locks, invitations."""

import base64
import hmac
import struct
import time
from collections.abc import Iterator

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.models import Agency, Worker
from chrysalis.signin.actions import sign_ons
from tests.browser.stock import PASSWORD
from tests.browser.tours import tour
from tests.browser.visit import Seen, Visit


@tour(
    "",
    "account_login", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "signin:accept",
    "signin:signed_out", "signin:no_place", "signin:agency", "signin:agency_callback",
)  # fmt: skip
def before_signing_in(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    yield visit.opens("account_login")
    yield visit.refused("account_login", "Sign in")
    _types(visit, "nobody@service.example", "not the password of anybody")
    yield visit.refused("account_login", "Sign in", state="wrong")
    yield visit.opens("account_reset_password")
    yield visit.refused("account_reset_password", "Send the link")
    yield visit.opens("account_reset_password_done")
    yield visit.opens("account_reset_password_from_key", "1", "stale", state="too old")
    visit.response = page.goto(_reset_link(visit))
    yield visit.sees("account_reset_password_from_key", "fresh")
    yield visit.refused(
        "account_reset_password_from_key",
        "Save password",
    )
    yield visit.opens("account_reset_password_from_key_done")
    yield visit.opens("signin:accept", state="not open", status=410)
    visit.response = page.goto(reverse("signin:follow", args=[visit.stock.invitation("second_caseworker")]))
    yield visit.sees("signin:accept", "fresh")
    yield visit.refused("signin:accept", "Save password")
    yield visit.opens("signin:signed_out")
    yield visit.opens("signin:no_place")
    _configure_a_sign_on_that_is_away(visit)
    yield visit.opens("signin:agency", "eastshire-police", state="away", status=502)
    yield visit.opens("signin:agency_callback", "eastshire-police", state="unasked", status=401)


def _types(visit: Visit, email: str, password: str) -> None:
    visit.page.get_by_label("Work e-mail address").fill(email)
    visit.page.get_by_label("Password", exact=True).fill(password)


def _reset_link(visit: Visit) -> str:
    visit.stock.password("second_caseworker")
    with visit.stock.live.committed():
        worker = Worker.objects.get(pk=visit.stock.live.people["second_caseworker"])
        keys = [user_pk_to_url_str(worker), default_token_generator.make_token(worker)]
    return reverse("account_reset_password_from_key", args=keys)


def _configure_a_sign_on_that_is_away(visit: Visit) -> None:
    with visit.stock.live.committed():
        agency = Agency.objects.get(slug="eastshire-police")
        nowhere = "http://127.0.0.1:9"
        sign_ons.configure(agency, issuer=nowhere, client_id="c", secret="s", at=timezone.now())


@tour("", "signin:unlock", "usersessions_list", "account_change_password", "account_set_password")
def own_account(visit: Visit) -> Iterator[Seen]:
    _signs_in(visit, "caseworker_elsewhere")
    visit.presses("Lock now")
    yield visit.sees("signin:unlock", "fresh")
    yield visit.refused("signin:unlock", "Unlock")
    visit.page.get_by_label("Password", exact=True).fill("not this one")
    yield visit.refused("signin:unlock", "Unlock", state="wrong")
    visit.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.presses("Unlock")
    yield visit.opens("usersessions_list")
    yield visit.opens("account_change_password")
    yield visit.refused("account_change_password", "Change password")
    yield visit.opens("account_set_password")


@tour(
    "",
    "mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_deactivate_totp", "mfa_authenticate", "mfa_reauthenticate", "account_reauthenticate",
)  # fmt: skip
def authenticator_app(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    _signs_in(visit, "administrator_elsewhere")
    yield visit.opens("account_reauthenticate")
    yield visit.refused("account_reauthenticate", "Continue")
    yield visit.opens("mfa_index", state="nothing yet")
    yield visit.opens("mfa_activate_totp")
    yield visit.refused("mfa_activate_totp", "Add the app")
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code").fill(one_time_code(secret))
    visit.presses("Add the app")
    yield visit.sees("mfa_view_recovery_codes", "shown once")
    yield visit.opens("mfa_view_recovery_codes", state="not shown again")
    yield visit.opens("mfa_generate_recovery_codes")
    yield visit.opens("mfa_index", state="with an app")
    yield visit.opens("mfa_reauthenticate")
    yield visit.opens("mfa_deactivate_totp")
    visit.presses("Sign out")
    visit.opens("account_login")
    _types(visit, visit.stock.email("administrator_elsewhere"), PASSWORD)
    visit.presses("Sign in")
    yield visit.sees("mfa_authenticate", "fresh")
    yield visit.refused("mfa_authenticate", "Continue")


@tour(
    "",
    "mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn", "signin:unlock",
)  # fmt: skip
def passkeys(visit: Visit) -> Iterator[Seen]:
    page = visit.page
    _plug_in_a_key(visit)
    _signs_in(visit, "second_caseworker")
    yield visit.opens("mfa_list_webauthn", state="none")
    yield visit.opens("mfa_add_webauthn")
    page.get_by_label("What you call it").fill("Key on my ring")
    visit.presses("Add the passkey")
    yield visit.opens("mfa_index", state="with a passkey")
    yield visit.opens("mfa_list_webauthn", state="one")
    visit.follows("Rename")
    yield visit.sees("mfa_edit_webauthn", "fresh")
    page.get_by_label("What you call it").fill("")
    yield visit.refused("mfa_edit_webauthn", "Save name")
    visit.opens("mfa_list_webauthn")
    visit.follows("Remove")
    yield visit.sees("mfa_remove_webauthn", "asks first")
    yield visit.opens("mfa_reauthenticate_webauthn")
    visit.presses("Lock now")
    yield visit.sees("signin:unlock", "with a passkey")


@tour("relief", "signin:working_as")
def choosing_what_to_work_as(visit: Visit) -> Iterator[Seen]:
    yield visit.opens("signin:working_as")
    visit.page.get_by_role("radio").evaluate_all("all => all.forEach(each => each.checked = false)")
    yield visit.refused("signin:working_as", "Continue")


def _signs_in(visit: Visit, who: str) -> None:
    visit.stock.password(who)
    visit.opens("account_login")
    _types(visit, visit.stock.email(who), PASSWORD)
    visit.presses("Sign in")


def _plug_in_a_key(visit: Visit) -> None:
    cdp = visit.page.context.new_cdp_session(visit.page)
    cdp.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"hasResidentKey": True}})


def one_time_code(secret: str) -> str:
    """What an authenticator app shows (RFC 6238)."""
    step = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), step, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack_from('>I', digest, start)[0] & 0x7FFFFFFF) % 1_000_000:06d}"
