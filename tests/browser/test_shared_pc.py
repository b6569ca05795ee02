"""A custody desk that many people use: nothing of one person is left for the next.

Whatever the next person presses (Back, Forward, the address, the history), the browser asks the
server, and the server knows nobody. Offline, there is nothing to show.
"""

from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser.tours import _fill_custody
from tests.browser.visit import Visit
from tests.chromium import be


pytestmark = pytest.mark.browser
REFERRAL = "/referrals/new/"
TYPED = "Kestrel of the unmistakable name"


@pytest.fixture
def left(desk):
    """The sergeant opened a page, typed a name, looked at another page, and signed out."""
    page = desk("sergeant")
    page.goto(REFERRAL)
    page.get_by_label("Family name").fill(TYPED)
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    return page


def shows(page) -> str:
    """Everything on the page, also what stands in its fields."""
    fields = page.locator("input, textarea").evaluate_all("found => found.map(each => each.value)")
    return page.content() + " ".join(fields)


def test_back_and_forward_show_nothing(left):
    for go in (left.go_back, left.go_back, left.go_forward, left.go_back):
        go()
        left.wait_for_load_state("networkidle")
        assert TYPED not in shows(left)
        assert "Custody officer" not in shows(left)
        assert "/sign-in/" in left.url


def test_the_address_shows_nothing(left):
    left.goto(REFERRAL)
    assert left.title() == "Sign in – Chrysalis"


def test_without_a_network_there_is_nothing_to_show(left):
    left.context.set_offline(True)
    for go in (left.go_back, left.go_back):
        with suppress(Error):  # the browser says in its own words that it has nothing
            go(timeout=3_000)
        left.wait_for_timeout(500)
        assert TYPED not in shows(left)


def test_the_browser_keeps_nothing_of_the_session(left):
    kept = left.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length]"
    )
    assert kept == [0, 0, 0]
    assert "sessionid" not in {cookie["name"] for cookie in left.context.cookies()}


def test_the_next_person_sees_only_their_own(left, live):
    be(left.context.request, str(live.people["caseworker"]))
    left.goto("/")
    assert "Caseworker" in left.content()
    left.go_back()
    left.wait_for_load_state("networkidle")
    assert TYPED not in shows(left)


def test_a_locked_screen_shows_nothing_of_what_was_on_it(desk):
    page = desk("sergeant")
    page.goto(REFERRAL)
    page.get_by_label("Family name").fill(TYPED)
    page.get_by_role("button", name="Lock now").click()
    page.get_by_role("heading", name="This screen is locked").wait_for()
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert TYPED not in shows(page)
    assert "/sign-in/unlock/" in page.url


def test_back_after_sending_leads_to_a_form_without_an_answer(desk):
    """SAFETY: whoever is referred next must not be told of as somebody who agreed, or whose phone is safe."""
    visit = Visit(desk, None, "sergeant")
    visit.opens("referrals:submit")
    before = answers(visit.page)
    visit.page.get_by_label("Family name").fill(TYPED)
    _fill_custody(visit)
    assert len(answers(visit.page)) > len(before)
    visit.presses("Send referral")
    visit.page.get_by_role("heading", name="sent").wait_for()
    visit.page.go_back()
    visit.page.get_by_label("Family name").wait_for()
    assert TYPED not in shows(visit.page)
    assert answers(visit.page) == before


def answers(page) -> list[str]:
    """What is ticked."""
    return page.locator("input:checked").evaluate_all("found => found.map(each => each.name + each.value)")
