"""A passkey from its making to its last use, with a key that Chromium pretends to hold."""

import pytest


pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def with_key(desk):
    """The colleague's desk, with a key in it."""
    page = desk("colleague")
    page.goto("/sign-in/second-factor/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def test_a_passkey_is_made_and_then_signs_in_and_unlocks(with_key):
    page = with_key
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("Desk key")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="a passkey").click()  # came in by the demonstration's door, without proof
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Home").wait_for()

    page.goto("/referrals/sent/")
    page.get_by_role("button", name="Lock now").click()
    page.get_by_role("button", name="Unlock with a passkey").click()
    page.wait_for_url("**/referrals/sent/")


def test_without_script_no_button_promises_a_passkey(desk):
    page = desk(java_script_enabled=False)
    page.goto("/sign-in/")
    assert page.get_by_role("button", name="Sign in", exact=True).is_visible()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
