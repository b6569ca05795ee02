"""Somebody at a browser of the plainest kind, who can press one button twenty times at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import requests

from tests.stack import Stack


Fields = dict[str, str | list[str]]  # several, where several boxes of one name are ticked


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

    def post(self, path: str, fields: Fields) -> Answer:
        sent = self.session.post(self.live.url + path, fields, allow_redirects=False, timeout=60)
        return _answer(sent)

    def form(self, path: str, /, **typed: str) -> Fields:
        """The form on a page as it was drawn, with what is typed into it."""
        fields = fields_of(self.get(path).html)
        return fields | whole_names(typed, fields)

    def posts_at_once(self, path: str, fields: Fields, times: int = 20) -> list[Answer]:
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
    """What a browser would send of the forms in the main part of a page, as they were drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Fields = {}
        self._is_main = False
        self._list = ""  # the name of the select that is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_main = self._is_main or tag == "main"
        if not self._is_main:
            return
        if tag == "select":
            self._list = given.get("name") or ""
        elif tag == "option" and self._list:
            self._offer(given.get("value") or "", is_chosen="selected" in given)
        elif tag == "input" and given.get("name"):
            self._input(given["name"] or "", given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = ""

    def _offer(self, value: str, *, is_chosen: bool) -> None:
        """The first of a list, unless another was chosen."""
        if is_chosen or self._list not in self.found:
            self.found[self._list] = value

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type")
        if kind in {"radio", "checkbox"} and "checked" not in given:
            return
        value, before = given.get("value") or ("on" if kind == "checkbox" else ""), self.found.get(name)
        if kind == "checkbox" and before:
            self.found[name] = [*([before] if isinstance(before, str) else before), value]
        else:
            self.found[name] = value


def whole_names(typed: dict[str, str], fields: Fields) -> dict[str, str]:
    """`line-` names the first of the fields that begin so: of a list of people the first person's."""
    return {
        next((whole for whole in fields if name.endswith("-") and whole.startswith(name)), name): text
        for name, text in typed.items()
    }


def fields_of(html: str) -> Fields:
    reader = _Fields()
    reader.feed(html)
    areas = re.findall(r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL)
    return reader.found | {name: unescape(text) for name, text in areas}
