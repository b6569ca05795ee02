"""Somebody at their desk: what they read, click and type, by the words that the page shows them."""

import datetime as dt
import re

from playwright.sync_api import Locator, Page, expect


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

    def types(self, label: str, text: str) -> None:
        """By the beginning of the label: some say "(optional)" after it."""
        self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first.fill(text)

    def dates(self, question: str, day: dt.date) -> None:
        boxes = self.page.get_by_role("group", name=question)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(box).fill(str(number))

    def answers(self, answers: dict[str, str | re.Pattern[str]]) -> None:
        """Radios and checkboxes, each with its question."""
        for question, answer in answers.items():
            self.group(question).get_by_label(answer, exact=True).first.check()

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

    def opens_row(self, *words: str, last: bool = False) -> None:
        """The row of a list that says this, by the first link in it."""
        found = self.row(*words).last if last else self.row(*words).first
        self._clicks(found.get_by_role("link").first)

    def _clicks(self, found: Locator) -> None:
        with self.page.expect_navigation():
            found.click()
