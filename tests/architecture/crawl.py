"""Going everywhere as somebody, and leaving nothing changed behind."""

import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import resolve

from chrysalis.access import opened
from chrysalis.decided import Page
from tests.architecture.stage import Stage
from tests.architecture.things import pages_behind_a_hat, product_pages
from tests.world import Person


METHODS = ("GET", "HEAD", "POST")
OTHERS = ("DELETE", "PUT", "PATCH", "OPTIONS")  # which no form of ours sends
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
LINK = re.compile(r'(?:href|action)="(/[^"#]*|\?[^"#]*)')
FAR = 60  # links followed from the pages of one person, beside the pages themselves


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside, in the database, is taken back."""
    things = opened.now_open()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    opened.remember(things)


def ask(browser: Browser, method: str, url: str, fields: dict | None = None) -> HttpResponse:
    """One request, taken back afterwards: what it wrote, and the cookies it changed."""
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    with undone():
        if method in ("GET", "POST"):
            response = getattr(browser, method.lower())(url, fields or {})
        else:
            response = browser.generic(method, url)
    browser.cookies.clear()
    for name, value in cookies.items():
        browser.cookies[name] = value
    return response


def body_of(response: HttpResponse) -> bytes:
    """What there is to read: of a PDF its words and what stands around them, where they can be taken out."""
    body = b"".join(response) if response.streaming else response.content
    return body + _words_of(body) if body.startswith(b"%PDF-1") else body


def _words_of(pdf: bytes) -> bytes:
    programs = [["pdftotext", "-layout", "-", "-"], ["pdfinfo", "-"]]
    there = [program for program in programs if shutil.which(program[0])]
    return b"".join(
        subprocess.run(program, input=pdf, capture_output=True, check=True).stdout for program in there
    )


def told(response: HttpResponse) -> bytes:
    """All that somebody gets, but for the two things that differ each time: the token against forged
    posts and the number of the request."""
    number = getattr(response.wsgi_request, "request_id", "none").encode()
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    whole = f"{response.status_code}\n{headers}\n".encode() + TOKEN.sub(b"", body_of(response))
    return whole.replace(number, b"")


def word_of(response: HttpResponse) -> str:
    """The answer in a word: its status and, for a redirect, the page it leads to."""
    if response.status_code != 302:
        return str(response.status_code)
    path = response.headers["Location"].partition("?")[0]
    if path == settings.LEAVE_TO:
        return "away"
    return f"to {resolve(path).view_name}"


@dataclass(frozen=True)
class Heard:
    """One answer: of which page, about which kind of thing, by which method."""

    page: str
    kind: str
    method: str
    url: str
    response: HttpResponse


def may_come(page: Page, person: Person | None) -> bool:
    """Whether the page is open to the person's role; a stranger is asked in first."""
    return person is None or page.permission is None or page.permission in person.role.permissions


def everywhere(stage: Stage, person: Person | None) -> Iterator[Heard]:
    """Every page about every kind of thing, asked and sent to; then the links found on them.

    Whoever may not come to a page is refused before anything is looked up, by whatever method, and so is a
    method that it does not answer to, as the matrix shows of each: here it is asked about one, by one.
    """
    ahead: dict[str, None] = {}
    asked = set()
    for page in pages_behind_a_hat() if person else product_pages():
        browser = person.browser if person else stage.stranger(page.name)
        wanted, methods = (None, ["GET", "POST"]) if may_come(page, person) else (1, ["GET"])
        for kind, url in itertools.islice(stage.addresses(page, person), wanted):
            asked.add(url)
            for method in tuple(methods):
                response = ask(browser, method, url)
                yield Heard(page.name, kind, method, url, response)
                ahead |= dict.fromkeys(ahead_of(url, response)) if method == "GET" else {}
                if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                    methods.remove(method)
    yield from follow(stage, person, [link for link in ahead if link not in asked][:FAR])


OWN_LINK = "link"


def follow(stage: Stage, person: Person | None, links: list[str]) -> Iterator[Heard]:
    for url in links:
        browser = person.browser if person else stage.stranger(_name(url))
        yield Heard(_name(url), OWN_LINK, "GET", url, ask(browser, "GET", url))


def ahead_of(url: str, response: HttpResponse) -> Iterator[str]:
    """Where a page leads."""
    if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
        return
    for found in LINK.findall(body_of(response).decode()):
        link = unescape(found)
        link = url.partition("?")[0] + link if link.startswith("?") else link
        if not link.startswith(("/static/", "/sign-in/out", "/demo/", "/gallery/")):
            yield link


def _name(url: str) -> str:
    return resolve(url.partition("?")[0]).view_name
