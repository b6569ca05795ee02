"""The switch by hand: the setting, or a file that `manage.py read_only on` leaves beside
what the service keeps in files, so that all processes on one machine see it.

It needs no database, so that it can be thrown while the database is what is being looked after.
"""

from pathlib import Path

from django.conf import settings


def is_on() -> bool:
    return settings.READ_ONLY or path().exists()


def path() -> Path:
    return Path(settings.HOME) / "kept" / "read-only"


def turn_on() -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    path().touch()


def turn_off() -> None:
    path().unlink(missing_ok=True)
