"""Settings come from the environment, and an unsafe one keeps the service from starting."""

import os
import subprocess
import sys

import pytest
from environs import Env, EnvError

from chrysalis import environment


KEY = "kx93jf8sldkfj2l3kfj0s9djf0lk23jf09sdjflk2j3f0s9djf"
PRODUCTION = {
    "CHRYSALIS_SECRET_KEY": KEY,
    "CHRYSALIS_HOSTS": "service.example",
    "CHRYSALIS_DEMO": "0",
    "CHRYSALIS_SECOND_FACTOR": "1",
    "DJANGO_SETTINGS_MODULE": "chrysalis.settings",
}


def settings(**changes: object) -> dict[str, object]:
    safe = {
        "CHRYSALIS_SECRET_KEY": KEY,
        "CHRYSALIS_DEMO": False,
        "CHRYSALIS_SECOND_FACTOR": True,
        "CHRYSALIS_HOSTS": ["service.example"],
        "CHRYSALIS_METRICS_TOKEN": "",
        "CHRYSALIS_RELEASE_MINUTES": 0,
    }
    return safe | changes


@pytest.mark.parametrize(
    ("changes", "what_to_do"),
    [
        ({"CHRYSALIS_SECRET_KEY": "short"}, "set 50 random characters"),
        ({"CHRYSALIS_SECRET_KEY": "a" * 60}, "set 50 random characters"),
        ({"CHRYSALIS_SECRET_KEY": "change-me" + KEY}, "set 50 random characters"),
        ({"CHRYSALIS_SECOND_FACTOR": False}, "leave it on"),
        ({"CHRYSALIS_HOSTS": []}, "name the host"),
        ({"CHRYSALIS_METRICS_TOKEN": "letmein"}, "20 random characters"),
        ({"CHRYSALIS_RELEASE_MINUTES": 5}, "an answer that comes soon tells what was found"),
        ({"CHRYSALIS_RELEASE_MINUTES": 2000}, "set the minutes between set times"),
    ],
)
def test_an_unsafe_setting_is_refused_with_what_to_do(changes, what_to_do):
    environment.refuse_unsafe(settings())
    with pytest.raises(environment.Unsafe, match=what_to_do):
        environment.refuse_unsafe(settings(**changes))


def test_the_demonstration_may_do_without_a_second_factor():
    environment.refuse_unsafe(
        settings(CHRYSALIS_DEMO=True, CHRYSALIS_SECOND_FACTOR=False, CHRYSALIS_HOSTS=[])
    )


def test_a_setting_that_is_needed_and_missing_is_named(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(EnvError, match="DATABASE_URL"):
        environment.read(Env())


def test_a_socket_is_named_as_celery_names_it():
    assert environment.broker_url("unix:///run/broker.sock") == "redis+socket:///run/broker.sock"
    assert environment.broker_url("unix:///b.sock?db=3") == "redis+socket:///b.sock?virtual_host=3"
    assert environment.broker_url("rediss://broker.example:6380/0") == "rediss://broker.example:6380/0"


def production(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    surroundings = os.environ | PRODUCTION | changes
    surroundings.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the tests' own, for the browser's sake
    return subprocess.run(
        [sys.executable, "-m", "django", *words],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_in_production_django_has_nothing_to_complain_of():
    found = production("check", "--deploy", "--fail-level", "WARNING")
    assert found.returncode == 0, found.stderr


def test_in_production_a_weaker_setting_does_not_start():
    found = production("check", "--deploy", CHRYSALIS_SECOND_FACTOR="0")
    assert found.returncode != 0
    assert "leave it on" in found.stderr


def test_in_production_there_is_no_demonstration_and_no_debugging():
    asked = (
        "import django; django.setup();"
        "from django.conf import settings; from django.urls import NoReverseMatch, reverse;"
        "assert not settings.DEBUG and settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE;"
        "assert settings.SESSION_COOKIE_NAME.startswith('__Host-');"
        "import chrysalis.urls;"
        "assert not any('demo' in str(entry.pattern) for entry in chrysalis.urls.urlpatterns)"
    )
    surroundings = os.environ | PRODUCTION
    found = subprocess.run(
        [sys.executable, "-c", asked], env=surroundings, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
