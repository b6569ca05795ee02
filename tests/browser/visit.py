"""Somebody looking at page after page, each of which is examined as they see it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from django.urls import reverse
from playwright.sync_api import Page, Response

from tests.browser.stock import Stock
from tests.watch import bare_none, inline_parts


AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 768, 320)  # 320 is also what 1280 becomes at a zoom of 400 %
READ_AT = (1280, 320)  # where axe reads a page: the widest and the narrowest; its other states at the first
LOOKED_AT = (1280, 360)
# What axe may not look at, by selector, each with the reason. There is nothing here today.
WAIVED: dict[str, str] = {}
# Nobody may be read off the top of a window, a history or a bookmark.
# A key of random digits holds any four of them by chance, so it is taken out before.
KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
PRIVATE = re.compile(r"Darnell|Kestrel|07700|1991|2210|@|Caseworker Elsewhere", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """A page in one of its states, as it came."""

    page: str
    state: str
    response: Response
    is_error: bool = False

    def __str__(self) -> str:
        return f"{self.page} ({self.state})"


class Visit:
    def __init__(self, desk: Callable[..., Page], stock: Stock, who: str) -> None:
        self.desk, self.stock, self.page, self.response = desk, stock, desk(who), None

    def opens(
        self, name: str, *keys: object, state: str = "fresh", status: int = 200, query: str = ""
    ) -> Seen:
        self.response = self.page.goto(reverse(name, args=keys) + query)
        return self.sees(name, state, status=status)

    def presses(self, button: str) -> None:
        with self.page.expect_navigation() as arriving:
            self.page.get_by_role("button", name=button, exact=True).click()
        self.response = arriving.value

    def follows(self, link: str) -> None:
        with self.page.expect_navigation() as arriving:
            self.page.get_by_role("link", name=link).first.click()
        self.response = arriving.value

    def sees(self, name: str, state: str, *, status: int = 200, is_error: bool = False) -> Seen:
        assert self.response.status == status, f"{name} ({state}) answered {self.response.status}"
        return Seen(name, state, self.response, is_error)

    def refused(self, name: str, button: str, *, state: str = "with errors") -> Seen:
        self.presses(button)
        return self.sees(name, state, is_error=True)

    def resumed(self, draft: str, name: str, *, state: str = "gone on with") -> Seen:
        """Put by, and opened again from home."""
        self.presses("Save and finish later")
        self.follows(draft)
        return self.sees(name, state)


def faults(page: Page, seen: Seen, *, read_at: tuple[int, ...] = READ_AT) -> Iterator[str]:
    """Everything wrong with a page as it stands, at each width."""
    found = [*_spoken(page, seen), *(f"inline {part}" for part in inline_parts(seen.response.text()))]
    found += (f"prints “None”: {said}" for said in bare_none(seen.response.text()))
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += (f"at {width} px: {fault}" for fault in _drawn(page, width, is_read=width in read_at))
    yield from (f"{seen}: {fault}" for fault in found)


def leave_pictures(page: Page, seen: Seen, folder: Path) -> None:
    """The page as it stands, at a desk and on a phone, for somebody to look at."""
    for width in LOOKED_AT:
        page.set_viewport_size({"width": width, "height": 900})
        name = re.sub(r"\W+", "-", f"{seen.page} {seen.state}")
        page.screenshot(path=folder / f"{width}-{name}.png", full_page=True)


def _spoken(page: Page, seen: Seen) -> Iterator[str]:
    """What a screen reader says first, and what a shoulder-surfer reads in the tab."""
    title, address = page.title(), unquote(page.url)
    if not title.endswith(" – Chrysalis"):
        yield f"the title is “{title}”"
    if title.startswith("Error: ") != seen.is_error:
        yield f"the title “{title}” is wrong about errors"
    if (count := page.locator("h1").count()) != 1:
        yield f"{count} first headings"
    if PRIVATE.search(KEYS.sub("", f"{title} {address}")):
        yield f"personal data in “{title}” or {address}"


def _drawn(page: Page, width: int, *, is_read: bool) -> Iterator[str]:
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        yield f"scrolls sideways, {needed} px wide"
    if not is_read:
        return
    asked = {"runOnly": STANDARDS, "resultTypes": ["violations"], "preload": False}
    scope = {"exclude": [[selector] for selector in WAIVED]}
    ran = page.evaluate(
        "([scope, asked]) => axe.run(scope.exclude.length ? scope : document, asked)", [scope, asked]
    )
    for violation in ran["violations"]:
        places = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
        yield f"{violation['id']} at {places}"
