"""The database stops in the middle of somebody's work: a plain page, every word kept, and all is well
again without anybody restarting anything."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tours import _fill_custody
from tests.browser.visit import Visit


WORDS = "Siân O’Brien — „Ōtsuka“, <b>李</b> & 50 % + more=1"


@pytest.fixture
def desk_at_work(desk, live) -> Page:
    """The sergeant, about to press the button."""
    visit = Visit(desk, None, "sergeant")
    visit.opens("referrals:submit")
    visit.page.get_by_label("Family name").fill(WORDS)
    _fill_custody(visit)
    return visit.page


def test_the_words_stay_and_go_through_as_soon_as_it_is_back(desk_at_work, live):
    live.wire.cut()
    try:
        desk_at_work.get_by_role("button", name="Send referral").click()
        expect(desk_at_work.get_by_role("heading", level=1)).to_have_text("The service is not available")
        assert desk_at_work.get_by_label("Family name").input_value() == WORDS
    finally:
        live.wire.mend()
    desk_at_work.get_by_role("button", name="Try again").click()
    expect(desk_at_work.get_by_role("heading", level=1)).to_contain_text("sent")
