"""Pages while nothing can be saved, as somebody in the middle of their work comes to see them."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import expect

from chrysalis.standstill.causes import FRESH
from tests.browser.tours import _fill_custody, tour
from tests.browser.visit import Seen, Visit


@tour("sergeant", "home", "referrals:submit", "503")
def desk_while_nothing_can_be_saved(visit: Visit) -> Iterator[Seen]:
    switch = Path(visit.stock.live.environment["CHRYSALIS_HOME"]) / "kept" / "read-only"
    switch.parent.mkdir(exist_ok=True)
    switch.touch()
    try:
        _until(visit, stands=True)
        yield visit.sees("home", "nothing can be saved")
        yield visit.opens("referrals:submit", state="nothing can be saved")
        visit.page.get_by_label("Family name").fill("Kestrel")
        _fill_custody(visit)
        visit.presses("Send referral")
        assert visit.page.get_by_label("Family name").input_value() == "Kestrel"
        yield visit.sees("referrals:submit", "given back", status=503)
        visit.page.get_by_label("Name of the person harmed").fill("Maren Alder")
        visit.presses("Save this section")
        assert visit.page.get_by_label("Name").first.input_value() == "Maren Alder"
        yield visit.sees("503", "with the words of a part of a page", status=503)
    finally:
        switch.unlink()
        _until(visit, stands=False)


def _until(visit: Visit, *, stands: bool) -> None:
    """Until every process of the web server has asked again."""
    visit.page.wait_for_timeout(1000 * FRESH + 200)
    visit.opens("home")
    shown = visit.page.get_by_text("Nothing can be saved at the moment")
    expect(shown).to_have_count(1 if stands else 0)
