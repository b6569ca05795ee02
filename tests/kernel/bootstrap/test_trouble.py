"""What a person reads when something expected goes wrong: what it is, and what to do."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from chrysalis.bootstrap import PROJECT, demo, home, trouble


def test_a_full_disk_is_said_plainly() -> None:
    told = trouble.Trouble.from_os(OSError(errno.ENOSPC, "No space left on device", "/srv/x"))
    assert "The disk is full (/srv/x)." in str(told)


def test_an_unexpected_refusal_by_the_system_is_not_hidden() -> None:
    with pytest.raises(OSError, match="strange"):
        trouble.Trouble.from_os(OSError(errno.EIO, "strange"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("error: Failed to fetch: dns error", "registry does not answer"),
        ("Hash mismatch for django", "differs from the one that was locked"),
        ("invalid peer certificate: UnknownIssuer", "certificate on the way is not trusted"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("something else", "could not be installed"),
    ],
)
def test_the_installers_words_are_understood(words: str, told: str) -> None:
    assert told in str(trouble.packages_failed(words))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('FATAL: password authentication failed for user "x"', "refuses the user name or password"),
        ('FATAL: database "x" does not exist', "does not exist"),
        ("connection refused", "does not answer"),
    ],
)
def test_the_databases_words_are_understood(words: str, told: str) -> None:
    assert told in str(trouble.database_refuses("DATABASE_URL", words))


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(trouble.Trouble, match="MB free"):
        home.require_space(tmp_path / "not" / "there", megabytes=10**9)


def test_a_home_that_cannot_be_written() -> None:
    with pytest.raises(trouble.Trouble, match="Nothing can be written in"):
        home.prepare(Path("/dev/null/home"))


def test_a_taken_port_names_another() -> None:
    with demo.socket.socket() as other:
        other.bind((demo.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(trouble.Trouble, match=f"--port {port + 1}"):
            demo.require_port(port)


def test_a_wrong_python_is_told_before_anything_it_cannot_read() -> None:
    script = "import sys; sys.version_info = (3, 8, 1); import manage; sys.exit(manage.main())"
    told = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True)
    assert told.returncode == 1
    assert "this is Python 3.8" in told.stderr
    assert "Traceback" not in told.stderr
