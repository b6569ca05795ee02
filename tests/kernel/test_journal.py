"""What the service writes about itself: enough to mend it, and nobody's name."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.db import DataError, connection
from gunicorn.config import Config

from chrysalis.audit.models import ChangeEntry
from chrysalis.celery import app
from chrysalis.journal.lines import Json, Plain
from chrysalis.journal.server import Lines
from referrals.models import Referral
from referrals.views import referring
from tests.referrals.test_custody_referral import refers


NAME = "Darnell Kestrel"


class Written:
    """Everything that would have gone to the journal."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def lines(self, source: str = "") -> list[dict]:
        found = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in found if line["source"].startswith(source)]


@pytest.fixture
def journal() -> Iterator[Written]:
    written = Written()
    handler = logging.StreamHandler(written.stream)
    handler.setFormatter(Json())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def breaking(world, monkeypatch):
    """The desk's page breaks as it sends, on an error that quotes what was typed."""
    world.sergeant.browser.raise_request_exception = False

    def write(*things: object, **others: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::date", [NAME])

    monkeypatch.setattr(referring, "schemes_served", write)
    return world.sergeant


def test_a_page_that_breaks_tells_what_broke_and_where_and_not_about_whom(breaking, journal):
    page = breaking.post(f"/referrals/new/?sought={NAME}", {"family_name": NAME})
    broken = journal.lines("django.request")[0]
    assert broken["error"] == "django.db.utils.DataError"
    assert "because of psycopg2.errors.InvalidDatetimeFormat" in broken["trace"]
    assert any(place.startswith("referrals/views/referring.py:") for place in broken["trace"])
    assert page.status_code == 500
    assert "Kestrel" not in journal.text


def test_the_number_on_the_page_is_on_each_line_of_the_request(breaking, journal):
    page = breaking.post("/referrals/new/", {})
    number = page.headers["X-Request-Id"]
    assert f"Please quote {number}." in page.content.decode()
    assert {line["request"] for line in journal.lines()} == {number}


def test_the_log_of_looks_goes_by_the_same_number(world, stage_of_one):
    page = world.caseworker.opens("referrals:referral", stage_of_one)
    looked = ChangeEntry.objects.get(word="person.read")
    assert looked.request_id.hex[:8].upper() == page.headers["X-Request-Id"]


def test_every_request_leaves_one_line_with_its_view_and_not_its_address(world, journal):
    world.caseworker.get(f"/?sought={NAME}")
    world.caseworker.get(f"/{NAME}/")
    told = journal.lines("chrysalis.journal")
    assert [(line["view"], line["method"], line["status"]) for line in told] == [
        ("home", "GET", 200),
        ("nowhere", "GET", 404),
    ]
    assert all(line["ms"] > 0 for line in told)
    assert "Kestrel" not in journal.text


@pytest.mark.parametrize(
    ("message", "arguments", "said"),
    [
        ("task %s failed for %s", ("send", NAME), "task %s failed for %s"),
        (f"task failed for {NAME}", (), ""),
        ("Task %(name)s raised %(exc)s", ({"name": "send", "exc": NAME},), "Task %(name)s raised %(exc)s"),
    ],
)
def test_of_a_library_only_its_constant_words_are_written(journal, message, arguments, said):
    logging.getLogger("library").error(message, *arguments, extra={"facts": {"who": NAME}})
    assert [line["said"] for line in journal.lines("library")] == [said]
    assert "Kestrel" not in journal.text


def test_our_own_words_are_written_out(journal):
    logging.getLogger("chrysalis.audit.anchors").info("sealed %s %s", "change", 4)
    assert journal.lines()[0]["said"] == "sealed change 4"


def test_in_the_demonstration_a_line_can_be_read():
    try:
        raise DataError(NAME)
    except DataError as error:
        why = (DataError, error, error.__traceback__)
        found = logging.LogRecord("chrysalis.x", logging.ERROR, __file__, 7, "not %s", ("kept",), why)
    line = Plain().format(found)
    assert "error chrysalis.x not kept place=tests/kernel/test_journal.py:7" in line
    assert "error=django.db.utils.DataError" in line
    assert "\n    tests/kernel/test_journal.py:" in line
    assert "Kestrel" not in line


def test_the_worker_writes_with_what_is_there_and_adds_nothing():
    loggers = [logging.getLogger(name) for name in ("", "celery", "celery.task")]
    before = [list(each.handlers) for each in loggers]
    app.log.setup_logging_subsystem()
    assert [each.handlers for each in loggers] == before


@pytest.mark.parametrize(("demo", "shape"), [("1", Plain), ("0", Json)])
def test_the_web_server_writes_its_own_lines_the_same_way(monkeypatch, demo, shape):
    monkeypatch.setenv("CHRYSALIS_DEMO", demo)
    assert {type(handler.formatter) for handler in Lines(Config()).error_log.handlers} == {shape}


@pytest.fixture
def stage_of_one(world):
    """A referral that waits in the inbox."""
    refers(world.sergeant)
    return Referral.objects.get().pk
