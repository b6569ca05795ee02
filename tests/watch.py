"""What no page may do, whoever opens it and whatever they do there."""

import re
from html.parser import HTMLParser

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError


HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=()",
}
STRICTER = {"referrer-policy": "no-referrer"}  # of what leads away from the service


class Watch:
    """Looks over the shoulder: nothing leaves the own origin, nothing is blocked, nothing complains."""

    def __init__(self, origin: str) -> None:
        self.origin, self.faults = origin, []

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # That an answer was a 404 or a 409 is the page's own affair; parts of pages are looked at below.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{message.location['url']} says: {message.text}")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"{error.page and error.page.url} failed: {error.error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.faults.append(f"{request.frame.url} asks elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        if not response.url.startswith(f"{self.origin}/"):
            return
        if response.url.startswith(f"{self.origin}/static/"):
            if response.status >= 400:
                self.faults.append(f"{response.url} is not there")
            return
        self.faults += missing_headers(response.url, response.headers)


def missing_headers(url: str, headers: dict[str, str]) -> list[str]:
    return [
        f"{url} has {name}: {headers.get(name, 'nothing')}"
        for name, expected in HEADERS.items()
        if expected not in headers.get(name, "") and headers.get(name) != STRICTER.get(name, expected)
    ]


class Inline(HTMLParser):
    """Collects script and style written into a page, which our policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith("on") or (value or "").startswith("javascript:"):
                self.found.append(f"<{tag} {name}>")


def inline_parts(html: str) -> list[str]:
    reader = Inline()
    reader.feed(html)
    return reader.found


class Words(HTMLParser):
    """Collects what a page says where it says “None” as a program would, and not as a person: “None” alone,
    or amid words. “None recorded” begins a sentence and goes on in it."""

    SPOKEN = re.compile(r"(?:^|[.:] )None,? [a-z]")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in UNREAD
        self.found += [f"{tag} {name}" for name, value in attrs if (value or "").strip() == "None"]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in UNREAD

    def handle_data(self, words: str) -> None:
        said = " ".join(words.split())
        if not self._unread and re.search(r"\bNone\b", self.SPOKEN.sub("", said)):
            self.found.append(said)


UNREAD = {"script", "style", "textarea"}


def bare_none(html: str) -> list[str]:
    """Where a page prints that something is not there in a word that only a program says."""
    if "None" not in html:
        return []
    reader = Words()
    reader.feed(html)
    return reader.found
