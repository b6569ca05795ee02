"""What the database is the reason of is told apart from what is our own mistake."""

import psycopg2
import pytest
from django.db import InterfaceError, InternalError, OperationalError
from psycopg2 import errors

from chrysalis import home


CUT_OFF = psycopg2.OperationalError("server closed the connection unexpectedly")


def breaks(monkeypatch, kind: type[Exception], cause: Exception) -> None:
    def fail(*things: object, **named: object) -> None:
        raise kind(cause) from cause

    monkeypatch.setattr(home, "unfinished", fail)


@pytest.fixture
def sergeant(world):
    world.sergeant.browser.raise_request_exception = False
    return world.sergeant


@pytest.mark.parametrize(
    ("kind", "cause", "said"),
    [
        (OperationalError, CUT_OFF, "The service is not available"),
        (OperationalError, errors.AdminShutdown(), "The service is not available"),
        (InterfaceError, psycopg2.InterfaceError(), "The service is not available"),
        (OperationalError, errors.DiskFull(), "A look at a person is always recorded"),
        (InternalError, errors.ReadOnlySqlTransaction(), "A look at a person is always recorded"),
    ],
    ids=lambda each: getattr(each, "__name__", type(each).__name__),
)
def test_a_database_that_cannot_answer_is_told_plainly(sergeant, monkeypatch, kind, cause, said):
    breaks(monkeypatch, kind, cause)
    page = sergeant.opens("home")
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert said in page.content.decode()
    assert "server closed" not in page.content.decode()


@pytest.mark.parametrize("cause", [errors.UndefinedTable(), errors.DeadlockDetected(), ValueError()])
def test_our_own_mistake_is_called_one(sergeant, monkeypatch, cause):
    breaks(monkeypatch, OperationalError, cause)
    page = sergeant.opens("home")
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.content.decode()


def test_words_from_a_page_elsewhere_are_not_drawn(world, monkeypatch):
    """Otherwise a page of somebody else's could put words into a form of ours, with a key to send them."""
    breaks(monkeypatch, OperationalError, CUT_OFF)
    monkeypatch.setattr("chrysalis.signin.middleware.limits.standing", home.unfinished)
    browser = world.sergeant.browser
    browser.raise_request_exception = False
    assert "I am sorry" in browser.post("/", {"words": "I am sorry"}).content.decode()
    browser.handler.enforce_csrf_checks = True
    forged = browser.post("/", {"words": "I am sorry"})
    assert forged.status_code == 503
    assert "I am sorry" not in forged.content.decode()
