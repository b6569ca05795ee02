"""As whom the servers run. PostgreSQL refuses to run as root, so under root they become someone lesser.

No user is ever made and no existing folder's mode is ever loosened: where the chosen account cannot reach
the project, what it needs is copied to where it can (`home.py`).
"""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Whether it may enter this folder or run this program.

        Asked of the operating system itself, so that access lists count too.
        """
        question = ["test", "-x", str(path)]
        return subprocess.run(question, check=False, cwd="/", **self.options()).returncode == 0

    def options(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)


def for_servers() -> Account | None:
    """None means: as whoever runs the command."""
    if os.geteuid() != 0:
        return None
    entry = _entry("postgres") or pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
