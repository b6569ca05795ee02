"""Chromium against the real stack, with somebody watching every page it draws."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, sync_playwright

from tests.stack import Stack, running_stack
from tests.watch import Watch


QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds: far more than any page takes, also on a busy machine
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(scope="session")
def live(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Stack]:
    usual = os.environ["DATABASE_URL"].rpartition("/")[2]
    name = f"live_{usual}{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    with running_stack(tmp_path_factory.mktemp("stack"), name, django_db_blocker) as stack:
        yield stack


@pytest.fixture(scope="session")
def chromium(live: Stack) -> Iterator[Browser]:
    """While Playwright runs its event loop in this thread, Django keeps another set of connections there:
    those that are open are closed before it begins, and the others before it ends."""
    connections.close_all()
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def desk(chromium: Browser, live: Stack) -> Iterator[Callable[..., Page]]:
    """A new browser profile, as on a desk nobody has used yet; `desk("sergeant", width=360)` with
    somebody signed in at it. A page that breaks the rules of every page fails the test at its end."""
    opened: list[BrowserContext] = []
    watch = Watch(live.url)

    def open_desk(who: str = "", *, width: int = 1280, **options) -> Page:
        context = chromium.new_context(
            base_url=live.url, viewport={"width": width, "height": 900}, locale="en-GB", **options
        )
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        opened.append(context)
        if who:
            be(context.request, str(live.people[who]))
        return context.new_page()

    yield open_desk
    for context in opened:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)


def be(visitor: APIRequestContext, key: str) -> None:
    """Sign in through the demonstration's door, as its button does."""
    token = TOKEN.search(visitor.get("/sign-in/").text())[1]
    answer = visitor.post(f"/demo/be/{key}/", form={"csrfmiddlewaretoken": token})
    assert answer.ok, answer.status
