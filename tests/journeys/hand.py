"""Somebody at their desk: what they read, click and type, by the words that the page shows them."""

import datetime as dt
import re
import time
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect


WIDE = 1280
SECONDS = 120  # within which the worker has done its part
TOTAL = re.compile(r"^(No|[\d,]+)(?= )")


class Hand:
    def __init__(self, page: Page) -> None:
        self.page = page

    def starts_at(self, link: str, *, newest: str = "") -> None:
        """From the home page, by the menu; and a long list with the newest of a column first."""
        self.page.goto("/")
        beginning = re.compile(rf"^{link}($|\W)")  # some say after it how much waits there
        self._clicks(self.page.get_by_role("link", name=beginning).first)
        if newest:
            self.page.goto(f"{self.page.url}?sort=-{newest}")

    def follows(self, link: str) -> None:
        """Of the page itself, and not of the menu above it; some links look like buttons."""
        plain, bold = (self.main.get_by_role(role, name=link, exact=True) for role in ("link", "button"))
        self._clicks(plain.or_(bold).first)

    def presses(self, button: str | re.Pattern[str]) -> None:
        self._clicks(self.main.get_by_role("button", name=button, exact=isinstance(button, str)).first)

    def presses_twice(self, button: str, *, then: str) -> None:
        """As an impatient finger does, faster than any page comes; `then` is the heading that they see."""
        self.main.get_by_role("button", name=button, exact=True).dblclick()
        self.heads(then)

    def unfolds(self, summary: str) -> None:
        self.main.locator("summary").filter(has_text=summary).first.click()

    def types(self, label: str, text: str) -> None:
        """By the beginning of the label: some say "(optional)" after it."""
        self.box(label).fill(text)

    def box(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first

    def dates(self, question: str, day: dt.date) -> None:
        boxes = self.page.get_by_role("group", name=question)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(box).fill(str(number))

    def answers(self, answers: dict[str, str | re.Pattern[str]]) -> None:
        """Radios and checkboxes, each with its question."""
        for question, answer in answers.items():
            self.group(question).get_by_label(answer, exact=True).first.check()

    def is_told_off(self, *words: str) -> None:
        """By the summary of what is wrong, on top of the page."""
        summary = self.main.get_by_role("alert").filter(has_text="There is a problem")
        for each in words:
            expect(summary).to_contain_text(each)

    def still_says(self, typed: dict[str, str]) -> None:
        """What was typed before stands where it stood."""
        for label, text in typed.items():
            expect(self.box(label)).to_have_value(text)

    def still_answers(self, answers: dict[str, str]) -> None:
        for question, answer in answers.items():
            expect(self.group(question).get_by_label(answer, exact=True).first).to_be_checked()

    def heads(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)
        self._fits()

    def waits_for(self, words: str) -> None:
        """What the worker does after the page has answered: looked for again and again, as people do."""
        self.waits_until(lambda: self.main.get_by_text(words).count())

    def waits_until(self, is_there: Callable[[], int], *, at: str = "") -> None:
        end = time.monotonic() + SECONDS
        while not is_there():
            assert time.monotonic() < end, f"{self.page.url} says {self.main.inner_text()}"
            with suppress(Error):  # it was just coming again by itself
                self.page.goto(at or self.page.url)

    def group(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=question)

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.main).to_contain_text(each)

    def reads_nothing_of(self, *words: str) -> None:
        for each in words:
            assert each not in self.page.content(), f"{self.page.url} says {each}"

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def row(self, *words: str) -> Locator:
        found = self.page.get_by_role("row")
        for each in words:
            found = found.filter(has_text=each)
        return found

    def counts(self) -> int:
        """What a list says above it that there is."""
        said = self.main.get_by_role("status").filter(has_text=TOTAL).first.inner_text()
        return int(TOTAL.match(said)[0].replace(",", "").replace("No", "0"))

    def opens_row(self, *words: str, last: bool = False) -> None:
        """The row of a list that says this, by the first link in it."""
        found = self.row(*words).last if last else self.row(*words).first
        self._clicks(found.get_by_role("link").first)

    def _clicks(self, found: Locator) -> None:
        with self.page.expect_navigation():
            found.click()
        self._fits()

    def _fits(self) -> None:
        """Nothing sticks out of a phone."""
        width = (self.page.viewport_size or {"width": 0})["width"]
        needed = self.page.evaluate("document.documentElement.scrollWidth") if width < WIDE else width
        assert needed <= width, f"{self.page.url} is {needed} px wide"
