"""What Django is told by the environment when we keep its servers, or run the demonstration or the tests."""

from __future__ import annotations

import os

from chrysalis.bootstrap.home import Home


OWNER = "DATABASE_OWNER_URL"
# A demonstration does not wait until six in the morning to learn that a programme may begin.
EVERY_FIVE_MINUTES = ",".join(f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(0, 60, 5))


def for_django(home: Home, addresses: dict[str, str]) -> dict[str, str]:
    """SAFETY: everything here describes a demonstration, with its one-click sign-in and no second factor.

    It is never given to a process whose database came from outside, `demo` and `test` apart.
    """
    return {
        "CHRYSALIS_DISK_FULL_PERCENT": "99",  # somebody's own machine is fuller than a server may be
        "CHRYSALIS_START_ANSWERS_AT": EVERY_FIVE_MINUTES,
        **_given(),
        **addresses,
        "CHRYSALIS_DEMO": "1",
        "CHRYSALIS_SECOND_FACTOR": "0",
        "CHRYSALIS_SECRET_KEY": home.secrets()["django"],
        "CHRYSALIS_HOSTS": "127.0.0.1,localhost,[::1]",
        "CHRYSALIS_HOME": str(home.folder),
        "DJANGO_SETTINGS_MODULE": "chrysalis.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _given() -> dict[str, str]:
    """Compiled modules are kept, whatever is usual on this machine: a run of the tests starts hundreds of
    processes, each of which would compile all of them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def without_owner(environment: dict[str, str]) -> dict[str, str]:
    """What answers requests has no way to own a table."""
    return {name: value for name, value in environment.items() if name != OWNER}
