"""`manage.py test`: what the format, the import contracts and every test say, on a real database and broker.

With words for pytest only those tests run; without any, everything does, as before a release.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from chrysalis.bootstrap import children, database, environment, libraries
from chrysalis.bootstrap.console import say
from chrysalis.bootstrap.home import Home
from chrysalis.bootstrap.servers import DATABASE, Servers, shared


_CONTRACTS = str(Path(sys.executable).with_name("lint-imports"))
_READERS = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format --check": ["-m", "ruff", "format", "--check"],
    "lint-imports": [_CONTRACTS],
}
_TYPES = {"mypy": ["-m", "mypy"]}  # reads the settings, and so comes once there are some
# A file at a time, each process with a database of its own. One process more than there are cores, up to
# four: each of them waits for its browser and its database a third of the time.
_SIDE_BY_SIDE = ["-n", str(min((os.cpu_count() or 1) + 2, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]
# Every part of every template is drawn by some test, or the run fails (tests/drawn.py).
_EVERYTHING = ["--drawn", *_SIDE_BY_SIDE, "--durations=25"]


def run(home: Home, words: list[str]) -> int:
    """The exit code is that of the first check that fails, or pytest's."""
    browser = libraries.ensure_browser()
    if not words and (failed := _read(_READERS, dict(os.environ))):
        return failed
    # A name of its own, so that two runs at once in one home do not share a database.
    servers = Servers(home, durable=False, name=f"{DATABASE}_{os.getpid()}")
    with shared(servers, as_what=f"the tests, process {os.getpid()}") as addresses:
        database.require_roles_of_the_tests(addresses["DATABASE_OWNER_URL"], addresses["DATABASE_URL"])
        surroundings = environment.for_django(home, addresses) | {"CHROMIUM": browser}
        if not words and (failed := _read(_TYPES, surroundings)):
            return failed
        return _run([sys.executable, "-m", "pytest", *(words or _EVERYTHING)], surroundings)


def _read(readers: dict[str, list[str]], surroundings: dict[str, str]) -> int:
    for name, words in readers.items():
        say(f"$ {name}")
        if code := _run([sys.executable, *words], surroundings):
            return code
    return 0


def _run(command: list[str], surroundings: dict[str, str]) -> int:
    """In the foreground: Ctrl-C in the terminal reaches the program too, and it is given time to end well."""
    process = subprocess.Popen(command, env=surroundings, preexec_fn=children.tether(signal.SIGTERM))
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        return 130
    finally:
        process.kill()
