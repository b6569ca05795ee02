"""The digest of each seal, kept outside the database as well: in the log of the service, for whoever
collects that, and in a file that only grows.

Whoever owns the database could write entries and seals anew, all of them fitting. They do not fit
what was kept elsewhere.
"""

import logging
import os
from pathlib import Path

from django.conf import settings

from chrysalis.access.barriers import Side
from chrysalis.audit.models import Seal


log = logging.getLogger(__name__)


def keep(side: Side, seal: Seal) -> None:
    line = f"{side} {seal.number} {seal.digest}"
    log.info("sealed %s", line)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{line}\n")


def kept(side: Side) -> dict[int, str]:
    """Digest by number of seal; empty where there is no file."""
    path = _path()
    lines = path.read_text().splitlines() if path.exists() else []
    parts = [line.split() for line in lines]
    return {int(number): digest for found, number, digest in parts if found == side}


def _path() -> Path:
    return Path(settings.HOME) / "kept" / "seals.txt"
