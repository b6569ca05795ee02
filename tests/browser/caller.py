"""Somebody at a browser of the plainest kind, who can press one button twenty times at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import requests

from tests.stack import Stack


@dataclass(frozen=True)
class Answer:
    """What a reader would call the same page."""

    status: int
    leads_to: str
    html: str


class Caller:
    def __init__(self, live: Stack, who: str) -> None:
        self.live, self.session = live, requests.Session()
        token = fields_of(self.get("/sign-in/").html)["csrfmiddlewaretoken"]
        self.post(f"/demo/be/{live.people[who]}/", {"csrfmiddlewaretoken": token})

    def get(self, path: str) -> Answer:
        return _answer(self.session.get(self.live.url + path, timeout=30))

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        sent = self.session.post(self.live.url + path, fields, allow_redirects=False, timeout=60)
        return _answer(sent)

    def form(self, path: str, **typed: str) -> dict[str, str]:
        """The form on a page as it was drawn, with what is typed into it."""
        return fields_of(self.get(path).html) | typed

    def posts_at_once(self, path: str, fields: dict[str, str], times: int = 20) -> list[Answer]:
        """Each copy comes over a connection of its own, with the cookies that the person has now."""
        cookies = self.session.cookies.get_dict()

        def send(_: int) -> Answer:
            url = self.live.url + path
            return _answer(requests.post(url, fields, cookies=cookies, allow_redirects=False, timeout=60))

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(send, range(times)))


def _answer(response: requests.Response) -> Answer:
    return Answer(response.status_code, response.headers.get("Location", ""), response.text)


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._is_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_main = self._is_main or tag == "main"
        is_chosen = given.get("type") not in {"radio", "checkbox"} or "checked" in given
        if self._is_main and tag == "input" and given.get("name") and is_chosen:
            ticked = "on" if given.get("type") == "checkbox" else ""
            self.found[given["name"]] = given.get("value") or ticked


def fields_of(html: str) -> dict[str, str]:
    reader = _Fields()
    reader.feed(html)
    areas = re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL)
    return reader.found | {name: unescape(text) for name, text in areas}
