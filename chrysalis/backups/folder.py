"""Where backups lie, by the moment they were made; and how many of them stay."""

import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings


UNFINISHED = "unfinished"
_NAME = "%Y-%m-%dT%H%M%SZ"


def place() -> Path:
    return Path(settings.BACKUP_FOLDER or Path(settings.HOME) / "backups")


def whole(folder: Path) -> list[Path]:
    """The finished ones, oldest first."""
    return sorted(path for path in folder.glob("2*Z") if path.is_dir())


def begin(folder: Path) -> Path:
    """An empty folder, which nobody but us may read; what an interrupted backup left goes."""
    unfinished = folder / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished.mkdir(mode=0o700)
    return unfinished


def finish(unfinished: Path, *, at: dt.datetime) -> Path:
    return unfinished.rename(unfinished.with_name(at.astimezone(dt.UTC).strftime(_NAME)))


def forget_all_but(most: int, folder: Path) -> None:
    for path in whole(folder)[: -max(1, most)]:
        shutil.rmtree(path)


def made_at(backup: Path) -> dt.datetime:
    return dt.datetime.strptime(backup.name, _NAME).replace(tzinfo=dt.UTC)
