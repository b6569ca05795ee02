"""Writes the lock files from pyproject.toml: all packages pinned and hashed, the direct ones with a reason.

This is no Django command, because the settings may already import a package that is not installed yet.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from chrysalis.bootstrap import packages, trouble
from chrysalis.bootstrap.console import say


_HEADER = "# Written by `python3 manage.py lock` from pyproject.toml. Change that file, never this one.\n"
_REQUIREMENT = re.compile(r'^\s*"(?P<name>[A-Za-z0-9._-]+)[^"]*",\s*#\s*(?P<why>.+?)\s*$', re.MULTILINE)
_DIRECT = re.compile(r"(via )?(chrysalis \([^)]*\)|-r -)")


def write(project: Path) -> None:
    for name, options in ((packages.RUNTIME, []), (packages.DEVELOPMENT, ["--group", "dev"])):
        text = _compile(project, ["pyproject.toml", *options])
        (project / name).write_text(_HEADER + _with_reasons(text, reasons(project)))
        say(f"Wrote {name}.")
    packages.UV_LOCK.write_text(_HEADER + _compile(project, ["-"], "uv\n"))


def reasons(project: Path) -> dict[str, str]:
    """Why each direct dependency is here, by its normalised name."""
    found = _REQUIREMENT.finditer((project / "pyproject.toml").read_text())
    return {normal(match["name"]): match["why"] for match in found}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _compile(project: Path, sources: list[str], typed: str = "") -> str:
    uv = str(Path(sys.executable).with_name("uv"))
    options = ["--universal", "--generate-hashes", "--no-header", "--quiet"]
    command = [uv, "pip", "compile", *sources, *options, "--no-emit-index-url", "--no-emit-find-links"]
    done = subprocess.run(command, cwd=project, input=typed, capture_output=True, text=True, check=False)
    if done.returncode:
        raise trouble.packages_failed(done.stderr)
    return done.stdout


def _with_reasons(text: str, why: dict[str, str]) -> str:
    """Put the reason where uv says only that we asked for the package ourselves."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)
    return "".join(_with_reason(block, why) for block in blocks)


def _with_reason(block: str, why: dict[str, str]) -> str:
    name = normal(re.split(r"[=\[ ]", block, maxsplit=1)[0])
    return _DIRECT.sub(lambda _: why.get(name, "asked for in pyproject.toml, without a reason"), block)
