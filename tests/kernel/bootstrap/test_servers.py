"""The embedded servers: started, shared, stopped, and found again after a kill."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator

import psycopg2
import pytest

from chrysalis.bootstrap import children, database, postgres, servers, valkey
from chrysalis.bootstrap.children import Child
from chrysalis.bootstrap.home import Home
from chrysalis.bootstrap.locks import Keeper
from chrysalis.bootstrap.trouble import Trouble


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


def _ask(url: str, question: str) -> tuple:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()
    finally:
        connection.close()


def _do(url: str, command: str) -> None:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(command)
    connection.close()


def test_one_command_starts_both_and_leaves_nothing(here: Home) -> None:
    own = servers.Servers(here, durable=False)
    with servers.shared(own, as_what="a test") as addresses:
        who = "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert _ask(addresses["DATABASE_URL"], who) == (False, False, False)
        assert _ask(addresses["DATABASE_OWNER_URL"], who) == (False, False, False)
        assert _ask(addresses["DATABASE_URL"], "SHOW listen_addresses") == ("",)
        assert valkey.answers(here)
    assert not any(child.is_running for child in own.children)
    assert list(here.pids.iterdir()) == []


def test_nobody_comes_in_without_the_password(here: Home) -> None:
    with servers.shared(servers.Servers(here, durable=False), as_what="a test"):
        stranger = postgres.url(here, "chrysalis_app", "guess", "chrysalis")
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(stranger)


def test_secrets_and_sockets_are_closed_to_others(here: Home) -> None:
    here.secrets()
    assert stat.S_IMODE((here.place / "secrets.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(here.sockets.stat().st_mode) == 0o700
    assert here.secrets() == here.secrets()


def test_a_second_keeper_is_told_who_the_first_is(here: Home) -> None:
    first, second = Keeper(here.place), Keeper(here.place)
    assert first.take(as_what="at http://127.0.0.1:8000/")
    assert not second.take(as_what="another")
    assert second.described() == "at http://127.0.0.1:8000/"
    first.release()
    assert second.take(as_what="another")
    second.release()


def _sleeper(here: Home) -> Child:
    return Child("sleeper", [sys.executable, "-c", "import time; time.sleep(600)"], here, dict(os.environ))


def test_what_a_killed_start_left_is_ended(here: Home) -> None:
    left = _sleeper(here)
    left.start()
    children.end_leftovers(here)
    assert left.process.wait(5) == -signal.SIGTERM
    assert list(here.pids.iterdir()) == []


def test_a_process_that_only_has_the_same_number_is_left_alone(here: Home) -> None:
    stranger = _sleeper(here)
    stranger.start()
    note = here.pids / "sleeper.json"
    note.write_text(note.read_text().replace('"began": "', '"began": "9'))
    children.end_leftovers(here)
    assert stranger.is_running
    stranger.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux alone tells children of a death")
def test_children_do_not_outlive_a_killed_parent(here: Home) -> None:
    script = """
import os, pathlib, sys
from chrysalis.bootstrap.children import Child
from chrysalis.bootstrap import home
here = home.prepare(pathlib.Path(sys.argv[1]))
child = Child("sleeper", ["sleep", "600"], here, dict(os.environ))
child.start()
print(child.process.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", script, here.folder], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    pid = int(done.stdout)
    assert _ends(pid)


def _ends(pid: int) -> bool:
    deadline = children.time.monotonic() + 60
    while children.time.monotonic() < deadline:
        if not children.beginning(pid):
            return True
        children.time.sleep(0.02)
    return False


@pytest.fixture
def given_database(here: Home) -> Iterator[dict[str, str]]:
    """A database that is not ours to start, as DATABASE_URL would name it."""
    with servers.shared(servers.Servers(here, durable=False), as_what="a test") as addresses:
        yield addresses


def test_an_old_database_is_refused(given_database: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 990000)
    with pytest.raises(Trouble, match="needs PostgreSQL 15 or newer"):
        database.require_usable("DATABASE_URL", given_database["DATABASE_URL"])


@pytest.mark.parametrize("lacking", ["DROP ROLE chrysalis_eye", "ALTER ROLE chrysalis_owner NOCREATEDB"])
def test_a_database_that_lacks_what_the_tests_need_is_refused(
    given_database: dict[str, str], here: Home, lacking: str
) -> None:
    asked = given_database["DATABASE_OWNER_URL"], given_database["DATABASE_URL"]
    database.require_roles_of_the_tests(*asked)
    _do(postgres.url(here, postgres.SUPERUSER, here.secrets()["superuser"], "postgres"), lacking)
    with pytest.raises(Trouble, match="lacks roles that the tests need"):
        database.require_roles_of_the_tests(*asked)


def test_the_demonstration_never_opens_on_a_real_service(given_database: dict[str, str]) -> None:
    owner = given_database["DATABASE_OWNER_URL"]
    assert database.is_fresh(owner)
    _do(owner, "CREATE TABLE django_migrations (id int)")
    with pytest.raises(Trouble, match="not a demonstration"):
        database.is_fresh(owner)
    database.mark_as_demonstration(owner)
    assert not database.is_fresh(owner)


def test_one_address_without_the_other_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/x")
    with pytest.raises(Trouble, match="DATABASE_OWNER_URL is not"):
        servers.given()


def test_a_broker_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    with pytest.raises(Trouble, match="broker named in REDIS_URL does not answer"):
        servers.given()
