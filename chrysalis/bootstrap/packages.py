"""`.venv`: made when it is missing, renewed when the lock has changed, left alone otherwise."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from chrysalis.bootstrap import home, locks, trouble
from chrysalis.bootstrap.console import say


RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
_VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
UV_LOCK = Path(__file__).with_name("uv.txt")


def ensure(project: Path, *, development: bool) -> None:
    """Install what the lock says. Two starts at once wait for each other on a lock."""
    if _satisfied(project, development):
        return
    with locks.held(project / "manage.py"):
        if not _satisfied(project, development):
            _install(project, development)


def python(project: Path) -> Path:
    return project / ".venv" / "bin" / "python"


def is_current(project: Path) -> bool:
    """Whether the Python now running is the one in `.venv`."""
    return Path(sys.prefix) == project / ".venv"


def reexecute(project: Path, argv: list[str]) -> None:
    """Become the Python of `.venv`, with the same words on the command line. Does not return."""
    sys.stdout.flush()
    command = [str(python(project)), str(project / "manage.py"), *argv[1:]]
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted here


def _stamp(project: Path) -> Path:
    return project / ".venv" / "chrysalis-lock.json"


def _stamped(project: Path) -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(_stamp(project).read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def _satisfied(project: Path, development: bool) -> bool:
    stamp = _stamped(project)
    if not stamp or (development and stamp["lock"] != DEVELOPMENT):
        return False
    return stamp == _expected(project, stamp["lock"]) and python(project).exists()


def _expected(project: Path, lock: str) -> dict[str, str]:
    digest = hashlib.sha256((project / lock).read_bytes()).hexdigest()
    return {"lock": lock, "sha256": digest, "python": _VERSION}


def _install(project: Path, development: bool) -> None:
    # Once a developer's environment, always one: otherwise `demo` after `test` would undo it.
    lock = DEVELOPMENT if development or _stamped(project).get("lock") == DEVELOPMENT else RUNTIME
    home.require_space(project, megabytes=800)
    say(f"Installing the Python packages of {lock} into .venv (the first time takes a while).")
    _make(project)
    _stamp(project).unlink(missing_ok=True)
    if not _with_uv(project, lock):
        _with_pip(project, lock)
    _stamp(project).write_text(json.dumps(_expected(project, lock)))


def _make(project: Path) -> None:
    if _usable(project):
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise trouble.no_venv_module(_VERSION)
    base = getattr(sys, "_base_executable", sys.executable)
    _run([base, "-m", "venv", "--clear", str(project / ".venv")])


def _usable(project: Path) -> bool:
    if not python(project).exists():
        return False
    question = "import sys, pip; print(f'{sys.version_info[0]}.{sys.version_info[1]}')"
    answer = subprocess.run([python(project), "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == _VERSION


def _with_uv(project: Path, lock: str) -> bool:
    """uv installs in seconds what takes pip a minute. A platform without uv falls back to pip."""
    if not _try([*_pip(project), "--no-deps", "-r", str(UV_LOCK)]):
        return False
    uv = [str(project / ".venv" / "bin" / "uv"), "pip", "sync", "--python", str(python(project))]
    # An organisation's own certificate, where traffic is inspected, is in the system's store.
    return _try([*uv, "--quiet", "--require-hashes", "--system-certs", lock])


def _with_pip(project: Path, lock: str) -> None:
    say("The fast installer could not be used; trying pip, which takes about a minute.")
    _run([*_pip(project), "-r", lock])


def _pip(project: Path) -> list[str]:
    return [str(python(project)), "-m", "pip", "install", "--quiet", "--require-hashes", "--retries", "2"]


def _try(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise trouble.packages_failed(done.stdout)
