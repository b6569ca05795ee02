"""Styles and scripts, gathered under names that change with their content, and only when one has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from chrysalis.bootstrap.home import Home


def ensure(home: Home, project: Path, gather: Callable[[], None]) -> None:
    stamp, expected = home.folder / "static.sha256", _fingerprint(project)
    if stamp.exists() and stamp.read_text() == expected:
        return
    stamp.unlink(missing_ok=True)
    gather()
    stamp.write_text(expected)


def _fingerprint(project: Path) -> str:
    """Of our own files, and of the lock, since packages bring files too."""
    files = sorted(path for path in (project / "static").rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in (project / "requirements.txt", *files):
        seen = path.stat()
        digest.update(f"{path.relative_to(project)} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()
