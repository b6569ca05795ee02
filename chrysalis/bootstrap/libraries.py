"""What the operating system must add: Pango to print reports, Chromium to test pages.

As root on a system with apt they are installed, saying so. Elsewhere the one command to type is printed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from chrysalis.bootstrap import trouble
from chrysalis.bootstrap.console import say


_PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    # Without this one WeasyPrint takes nearly three times as long over a page.
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
_MAC_PANGO = ("libpango-1.0.dylib", "libpangoft2-1.0.dylib")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing_for_printing() -> list[str]:
    """The system packages without which reports cannot be printed, or are printed slowly."""
    if sys.platform == "darwin":
        return [] if all(_loads(name) for name in _MAC_PANGO) else ["pango"]
    return [package for name, package in _PANGO.items() if not _loads(name)]


def chromium() -> str | None:
    """The browser the tests drive: the one named in CHROMIUM, or the first on the path."""
    named = os.environ.get("CHROMIUM")
    if named and Path(named).exists():
        return named
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def ensure_printing() -> None:
    """Go on without Pango, with a warning: everything but printed reports works."""
    missing = missing_for_printing()
    if missing and not _install(missing):
        say("Warning: reports cannot be printed, because the system library Pango is missing.")
        say(f"To print them: {_line(missing)}")


def ensure_browser() -> str:
    """The tests never skip the browser, so without one they stop here."""
    if not chromium():
        _install(["chromium"])
    found = chromium()
    if not found:
        raise trouble.no_browser()
    return found


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _line(packages: list[str]) -> str:
    return "brew install pango" if sys.platform == "darwin" else trouble.install_line(packages)


def _install(packages: list[str]) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing system packages with apt: {' '.join(packages)}")
    return _apt("install", *packages) or (_apt("update") and _apt("install", *packages))


def _apt(verb: str, *packages: str) -> bool:
    options = ["-y", "--no-install-recommends"] if verb == "install" else []
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", verb, "-q", *options, *packages], env=environment, capture_output=True, check=False
    )
    return done.returncode == 0
