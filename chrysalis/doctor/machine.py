"""What the machine itself must have: room on the disk, the libraries that print, the typeface."""

import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from chrysalis.bootstrap import libraries, trouble
from chrysalis.doctor.finding import Finding


_LEAST_MEGABYTES = 500
_FONTS = ("public-sans-latin-400-normal.woff2", "public-sans-latin-700-normal.woff2")


def has_space() -> list[Finding]:
    home = Path(settings.HOME)
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    if free >= _LEAST_MEGABYTES:
        return []
    return [Finding(f"{free} MB are free in {existing}.", f"Free {_LEAST_MEGABYTES} MB or more.")]


def can_print() -> list[Finding]:
    missing = libraries.missing_for_printing()
    if not missing:
        return []
    return [
        Finding(
            f"Reports cannot be printed well: {', '.join(missing)} is missing.", trouble.install_line(missing)
        )
    ]


def has_fonts() -> list[Finding]:
    missing = [name for name in _FONTS if not finders.find(f"vendor/public-sans/{name}")]
    return [
        Finding(f"The typeface file {name} is missing.", "Install the release again.") for name in missing
    ]
