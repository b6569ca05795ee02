"""Somebody who has no mouse: Tab, Space, the arrows and Enter, and every step of it must be seen."""

from playwright.sync_api import Locator, Page


# What a focused thing looks like, with and without the focus. A radio or a checkbox is drawn by its label.
LOOKS = """element => {
  const drawn = () => {
    const isBox = ["radio", "checkbox"].includes(element.type);
    const style = isBox
      ? getComputedStyle(element.labels[0], "::before")
      : getComputedStyle(element);
    return ["outline", "boxShadow", "border", "backgroundColor"].map(name => style[name]).join("; ");
  };
  const place = element.getBoundingClientRect();
  const focused = drawn();
  element.blur();
  const plain = drawn();
  element.focus({ preventScroll: true });
  const isInView = place.bottom > 0 && place.top < innerHeight && place.width > 0 && place.height > 0;
  return { name: element.outerHTML.slice(0, 120), differs: focused !== plain, isInView };
}"""
FARTHEST = 80  # Tabs: longer than the way through any page


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def opens(self, link: str) -> None:
        self.goes_to(self.page.get_by_role("link", name=link, exact=True).first)
        self._enter()

    def presses(self, button: str) -> None:
        self.goes_to(self.page.get_by_role("button", name=button, exact=True))
        self._enter()

    def types(self, label: str, text: str) -> None:
        self.goes_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(text)

    def chooses(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question)
        self.goes_to(group.get_by_role("radio").first)
        self.page.keyboard.press("Space")
        wanted = group.get_by_label(answer, exact=True)
        for _ in range(group.get_by_role("radio").count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            self._is_seen()
        raise AssertionError(f"{answer} cannot be chosen with the arrows")

    def goes_to(self, wanted: Locator) -> None:
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            self._is_seen()
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{wanted} cannot be reached with Tab")

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _is_seen(self) -> None:
        look = self.page.evaluate_handle("document.activeElement").evaluate(LOOKS)
        assert look["differs"], f"nothing shows the focus on {look['name']}"
        assert look["isInView"], f"the focus is out of sight on {look['name']}"
