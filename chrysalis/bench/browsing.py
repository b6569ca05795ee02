"""Whole pages, asked for as a browser does, in this process: middleware, session, transaction, template."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from chrysalis.bench.people import Person
from chrysalis.signin import limits


# Without names that change with the content: nothing need be collected before a bench runs.
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


class NoPage(Exception):
    """The page did not answer as it should, so that its time says nothing."""


@contextmanager
def quiet() -> Iterator[None]:
    """The journal's line for each page asked for would drown the tables."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


class Visitor:
    """Somebody at a browser. Signed in for as long as they are at work, and then out again."""

    def __init__(self, person: Person) -> None:
        self.person, self.browser = person, Client(SERVER_NAME="127.0.0.1")

    @contextmanager
    def at_work(self) -> Iterator[None]:
        changed: dict[str, Any] = {"STORAGES": settings.STORAGES | PLAIN_FILES, "SECURE_SSL_REDIRECT": False}
        with override_settings(ROOT_URLCONF="chrysalis.bench.urls", **changed):
            self._sign_in()
            yield
            self.browser.logout()

    def get(self, address: str) -> HttpResponse:
        answer = self.browser.get(address)
        if answer.status_code != 200:
            raise NoPage(f"{address} answered {answer.status_code}")
        return answer

    def _sign_in(self) -> None:
        self.browser.force_login(self.person.membership.worker, backend="chrysalis.signin.backends.Passwords")
        asking = HttpRequest()
        asking.session = self.browser.session
        asking.session["membership"] = str(self.person.membership.pk)
        limits.begin(asking.session, at=timezone.now())
        asking.session.save()
