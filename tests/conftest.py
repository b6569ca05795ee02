"""The test database and its people.

The database is made by its owner, as migrations are; the world is built in it once, through actions;
then every test runs as the service's own role, inside a transaction that is undone.
"""

import gc
import importlib
import logging
import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template import Template
from django.test.utils import _TestState, instrumented_test_render

from tests.drawn import Drawn


pytest_plugins = ["tests.chromium"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--drawn", action="store_true", help="fail when a part of a template is never drawn")


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(100_000, 50, 50)  # collecting took an eighth of the run, to find next to nothing
    if config.getoption("drawn"):
        config.pluginmanager.register(Drawn())
    # Playwright keeps an event loop in the thread of the tests, and Django takes that for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    settings.TEMPLATES[0]["OPTIONS"]["debug"] = True  # so that a part knows its place
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["attachments"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests; the real stack collects
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_POSTS = 0  # all tests come from one address
    settings.DISK_FULL_PERCENT = 101  # however full this machine is
    settings.DELIVERY_URL = "smtp:"  # which is the line above
    settings.CELERY_BROKER_URL = "memory://"  # the real one is for the real stack, which has the one worker
    importlib.import_module("chrysalis.celery")  # so that a ring goes there, and not to look for a broker
    settings.PASSWORD_HASHERS = ["tests.hashing.Quick", *settings.PASSWORD_HASHERS]
    logging.getLogger("django.template").addFilter(_refuse_undefined)
    logging.getLogger("django.template").setLevel(logging.DEBUG)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that all cores end together. A file stays in one process, which has a
    database of its own and, for the browser's tests, a stack of its own."""
    items.sort(key=lambda item: LONG.get(item.path.parent.name, len(LONG)))


LONG = {name: place for place, name in enumerate(("browser", "architecture", "journeys", "volume", "faults"))}


class UndefinedVariable(Exception):
    """A template named something that its page does not give it."""


def _refuse_undefined(entry: logging.LogRecord) -> bool:
    """Django only whispers about an undefined template variable. Here it fails the test."""
    if entry.msg.startswith("Exception while resolving variable") and _is_ours(entry):
        raise UndefinedVariable(entry.getMessage())
    return False


def _is_ours(entry: logging.LogRecord) -> bool:
    template = entry.args[1] if entry.args and len(entry.args) > 1 else ""
    return not str(template).startswith(("django/", "allauth/"))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_blocker: pytest.fixture, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    from tests.ground import copied_ground

    process, own = os.environ.get("PYTEST_XDIST_WORKER", ""), tmp_path_factory.getbasetemp()
    with copied_ground(process, shared=own.parent if process else own, blocker=django_db_blocker):
        yield


@pytest.fixture(scope="session", autouse=True)
def _drawn_without_notes(django_test_environment: None) -> None:
    """Django's tests note every template that is drawn, with a copy of what it was given. Hardly anybody asks
    for that, pages are drawn by the thousand, and it took a twentieth of the time. Who asks: `noted`."""
    Template._render = _TestState.saved_data.template_render


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """`response.context`: what a page was given to draw."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(autouse=True)
def _seeing(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test itself reads and makes is seen by the eye; what it asks of the service never is."""
    if "db" not in request.fixturenames and request.node.get_closest_marker("django_db") is None:
        yield
        return
    from tests import eye

    request.getfixturevalue("db")
    with eye.seeing():
        yield


@pytest.fixture
def world(db: None):
    """The people, signed in and ready to work."""
    from tests import world as worlds

    return worlds.World()
