"""From an administrator's invitation to a colleague's first look at the inbox, with the real worker."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.stock import PASSWORD


def test_somebody_invited_sets_a_password_and_signs_in(desk):
    administrator = desk("administrator")
    administrator.goto("/agency/accounts/invite/")
    administrator.get_by_label("Full name").fill("Imogen Larkfield")
    administrator.get_by_label("Work e-mail address").fill("imogen@threshold.example")
    administrator.get_by_role("radio", name=re.compile("^Caseworker")).check()
    administrator.get_by_role("button", name="Invite", exact=True).click()
    expect(administrator.get_by_role("row", name=re.compile("Imogen Larkfield"))).to_be_visible()

    colleague = desk()
    colleague.goto(_link_sent_to(colleague, "imogen@threshold.example"))
    assert "invitation/" in colleague.url
    for label in ("New password", "The new password again"):
        colleague.get_by_label(label, exact=True).fill(PASSWORD)
    colleague.get_by_role("button", name="Save password").click()
    colleague.get_by_label("Work e-mail address").fill("imogen@threshold.example")
    colleague.get_by_label("Password", exact=True).fill(PASSWORD)
    colleague.get_by_role("button", name="Sign in", exact=True).click()
    colleague.get_by_role("link", name="Inbox").first.click()
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Inbox")


def _link_sent_to(page: Page, email: str, *, seconds: int = 120) -> str:
    """The worker process sends it, soon after the page has answered."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.goto("/demo/mail/")
        letter = page.locator("section", has_text=email)
        if letter.count():
            return letter.first.get_by_role("link").first.get_attribute("href")
        time.sleep(0.3)
    raise TimeoutError("The worker sent nothing.")
