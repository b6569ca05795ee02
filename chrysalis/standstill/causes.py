"""Why nothing can be saved just now; most of the time there is no reason.

Asked once in a few seconds by each process, so that the service stands still, and goes on again, by
itself. A database that is away is no cause here: nothing at all can be read then (`pages.py`).
"""

import shutil
import time
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from chrysalis.standstill import switch


FRESH = 3.0  # seconds for which an answer is believed


class Cause(StrEnum):
    DATABASE = "database"
    SWITCH = "switch"
    DISK = "disk"

    @property
    def keeps_the_log(self) -> bool:
        """Whether a look at a person can be recorded still, and a session be kept.

        SAFETY: where it cannot, a page that shows a person does not open: the entry is written in the
        transaction that reads, and fails with it. A look that nobody could ask about afterwards is the
        one that somebody who means harm has waited for.
        """
        return self is not Cause.DATABASE


_answer: tuple[float, Cause | None] = (float("-inf"), None)


def current() -> Cause | None:
    global _answer
    asked_at, found = _answer
    if time.monotonic() - asked_at >= FRESH:
        found = _find()
        _answer = time.monotonic(), found
    return found


def ask_again() -> None:
    """The answer was wrong, or is about to be: the next one is fresh."""
    global _answer
    _answer = float("-inf"), None


def _find() -> Cause | None:
    if _database_is_read_only():
        return Cause.DATABASE
    if switch.is_on():
        return Cause.SWITCH
    return Cause.DISK if any(percent_full(path) >= settings.DISK_FULL_PERCENT for path in disks()) else None


def _database_is_read_only() -> bool:
    """A standby, or one told to take no writes. Asked of the driver itself, beside the queries of a page."""
    try:
        connection.ensure_connection()
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool"
            )
            return bool(cursor.fetchone()[0])
    except Error:
        return False


def disks() -> list[Path]:
    """The folders whose disks are watched: the home's, unless the settings name others."""
    named = [Path(path) for path in settings.DISKS] or [Path(settings.HOME)]
    return [path for path in named if path.exists()]


def percent_full(path: Path) -> float:
    """As `df` counts: of what others than root may use."""
    usage = shutil.disk_usage(path)
    return 100 * usage.used / (usage.used + usage.free)
