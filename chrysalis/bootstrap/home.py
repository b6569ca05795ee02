"""One installation's folder. Remove it and nothing is left but what `place` says.

    <home>/logs            what each program said
    <home>/beat            the worker's schedule
    <home>/kept            what must outlive the machine: see chrysalis/backups
    <place>/secrets.json   passwords and the secret key, readable by the starter alone
    <place>/postgres       the database
    <place>/valkey         the broker
    <place>/pids           what is running, so that a killed start can be tidied up
    <place>/run            the Unix sockets

`place` is the home itself, unless the servers' account cannot reach it (root's own 0700 folder): then it is
a folder under /var/lib named after the home.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from chrysalis.bootstrap import account, trouble


_LONGEST_SOCKET_PATH = 100
_VAR = Path("/var/lib")


@dataclass(frozen=True)
class Home:
    folder: Path
    place: Path
    sockets: Path
    account: account.Account | None

    @property
    def pids(self) -> Path:
        return self.place / "pids"

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def secrets(self) -> dict[str, str]:
        """Made at random the first time, then always the same."""
        path = self.place / "secrets.json"
        if not path.exists():
            _write_private(path, json.dumps({name: secrets.token_urlsafe(48) for name in _SECRETS}))
        kept: dict[str, str] = json.loads(path.read_text())
        return kept

    def make_server_folder(self, name: str) -> Path:
        """A folder that only the servers' account may enter."""
        folder = self.place / name
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            self.account.own(folder)
        return folder


_SECRETS = ("superuser", "owner", "app", "django")


def prepare(folder: Path) -> Home:
    """Make the folders, or say in a sentence why not."""
    folder = folder.expanduser().resolve()
    servant = account.for_servers()
    try:
        _make(folder, servant)
    except OSError as error:
        if error.errno in trouble.FULL:
            raise
        raise trouble.home_not_writable(folder) from None
    place = _place(folder, servant)
    for part in (folder / "logs", folder / "beat", place / "pids"):
        part.mkdir(mode=0o700, exist_ok=True)
    return Home(folder, place, _sockets(place, servant), servant)


def require_space(folder: Path, *, megabytes: int) -> None:
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    if free < megabytes:
        raise trouble.little_space(folder, free, megabytes)


def _make(folder: Path, servant: account.Account | None) -> None:
    if not folder.exists():
        folder.mkdir(parents=True)
        # Under root the servers' account must pass through to its own folders; it cannot list or read.
        folder.chmod(0o711 if servant else 0o700)
    with tempfile.TemporaryFile(dir=folder):
        pass


def _place(folder: Path, servant: account.Account | None) -> Path:
    if servant is None:
        return folder
    elsewhere = _VAR / f"chrysalis-{_digest(folder)}"
    if elsewhere.exists():
        return elsewhere
    if servant.reaches(folder):
        return folder
    elsewhere.mkdir(mode=0o711)
    elsewhere.chmod(0o711)
    return elsewhere


def _sockets(place: Path, servant: account.Account | None) -> Path:
    folder = place / "run"
    if len(str(folder / ".s.PGSQL.5432")) > _LONGEST_SOCKET_PATH:
        folder = Path(tempfile.gettempdir()) / f"chrysalis-{_digest(place)}"
    folder.mkdir(mode=0o700, exist_ok=True)
    _require_own(folder, servant)
    if servant:
        servant.own(folder)
    return folder


def _require_own(folder: Path, servant: account.Account | None) -> None:
    """SAFETY: in a shared temporary folder anyone may have made this name first, to read what passes."""
    found = folder.lstat()
    owners = {os.geteuid()} | ({servant.uid} if servant else set())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
        raise trouble.foreign_folder(folder)


def _write_private(path: Path, text: str) -> None:
    """Whole or not at all, and the first of two writers wins."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # readable by its owner alone
        file.write(text)
        file.flush()
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
