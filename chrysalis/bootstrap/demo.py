"""`manage.py demo`: the whole service on one machine, in the foreground, until it is interrupted."""

from __future__ import annotations

import errno
import http.client
import socket
import sys

from chrysalis.bootstrap import PROJECT, assets, crew, database, environment, trouble
from chrysalis.bootstrap.children import Child, uninterrupted
from chrysalis.bootstrap.console import say
from chrysalis.bootstrap.home import Home, require_space
from chrysalis.bootstrap.locks import Keeper
from chrysalis.bootstrap.servers import Servers, kept


HOST = "127.0.0.1"
CASES_A_MEGABYTE = 70  # with what is written meanwhile
MANY = 10_000
_PYTHON = [sys.executable, "-m"]
_LINES = ["--logger-class", "chrysalis.journal.server.Lines"]


def run(home: Home, *, port: int, cases: int | None) -> int:
    keeper = Keeper(home.place)
    if not keeper.take(as_what=f"at http://{HOST}:{port}/"):
        raise trouble.already_running(home.folder, keeper.described())
    require_space(home.place, megabytes=300 + (cases or 0) // CASES_A_MEGABYTE)
    require_port(port)
    servers = Servers(home)
    team: list[Child] = []
    with kept(servers, keeper):
        try:
            _open(servers, team, port=port, cases=cases)
            crew.watch([*servers.children, *team])
        except KeyboardInterrupt:
            say("Stopping.")
        finally:
            with uninterrupted():
                for child in reversed(team):
                    child.stop()
    return 0


def _open(servers: Servers, team: list[Child], *, port: int, cases: int | None) -> None:
    """The web server loads while the database is prepared; the worker waits until the page is there."""
    home, surroundings = servers.home, environment.for_django(servers.home, servers.addresses())
    fresh = database.is_fresh(surroundings[environment.OWNER])
    serving = environment.without_owner(surroundings) | {"CHRYSALIS_URL": f"http://{HOST}:{port}"}
    assets.ensure(home, PROJECT, lambda: _manage(home, surroundings, "collectstatic", "--no-input"))
    team.append(web := Child("web", _web(port), home, serving))
    web.start()
    _fill(home, surroundings, fresh=fresh, cases=cases)
    web.wait_until(lambda: _answers(port, "/healthz") and _answers(port, "/"), seconds=60)
    say(f"Ready: http://{HOST}:{port}/")
    team.append(worker := Child("worker", _worker(home), home, serving, patience=20))
    worker.start()
    say(home.log("demo_world").read_text().rstrip())
    say("Press Ctrl-C to stop.")


def _fill(home: Home, surroundings: dict[str, str], *, fresh: bool, cases: int | None) -> None:
    say("Making the database and its invented people." if fresh else "Opening the database.")
    try:
        _manage(home, surroundings, "migrate")
    finally:
        if fresh:  # also when it was interrupted, so that the next start may go on
            database.mark_as_demonstration(surroundings[environment.OWNER])
    volume = [] if cases is None else ["--cases", str(cases)]
    if cases and cases > MANY:
        say(f"Filling it up to {cases:,} cases, which takes minutes. How far it is: {home.log('demo_world')}")
    _manage(home, surroundings, "demo_world", "--print-people", *volume)


def _manage(home: Home, surroundings: dict[str, str], command: str, *words: str) -> None:
    """One of our own commands, to its end, heard only when it fails."""
    home.log(command).unlink(missing_ok=True)
    child = Child(command, [sys.executable, str(PROJECT / "manage.py"), command, *words], home, surroundings)
    try:
        child.start()
        if child.wait():
            raise trouble.did_not_finish(command, home.log(command), child.last_words())
    finally:
        child.stop()


def _web(port: int) -> list[str]:
    options = ["--preload", "--workers", "2", "--threads", "4", "--bind", f"{HOST}:{port}"]
    return [*_PYTHON, "gunicorn", *options, "--graceful-timeout", "5", *_LINES, "chrysalis.wsgi:application"]


def _worker(home: Home) -> list[str]:
    schedule = str(home.folder / "beat" / "schedule")
    options = ["--beat", "--schedule", schedule, "--concurrency", "2", "--loglevel", "warning"]
    return [*_PYTHON, "celery", "-A", "chrysalis.celery", "worker", *options]


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def require_port(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise trouble.port_not_allowed(port) from None
            raise trouble.port_taken(port) from None
