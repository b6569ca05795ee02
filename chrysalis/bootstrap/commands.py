"""Which command needs what: `demo`, `test`, `install` and `lock` are ours, the rest are Django's."""

from __future__ import annotations

import argparse
import os
import signal
from pathlib import Path

from chrysalis.bootstrap import PROJECT, home, libraries, lock, packages


_DEFAULT_HOME = ".data"
# These work without any server, so none is started for them.
_NEED_NOTHING = {
    "check", "collectstatic", "compilemessages", "help", "makemessages", "settings_table", "startapp",
    "version", "workflow", "--help", "--version", "-h",
}  # fmt: skip


def run(argv: list[str]) -> int:
    command = argv[1] if len(argv) > 1 else "help"
    packages.ensure(PROJECT, development=command in ("test", "lock"))
    if not packages.is_current(PROJECT):
        packages.reexecute(PROJECT, argv)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    return _OURS.get(command, _django)(argv)


def _demo(argv: list[str]) -> int:
    parser = _parser("demo", "Run everything on this machine, from nothing, with invented people.")
    parser.add_argument("--port", type=int, default=8000, help="of the page, on this machine only (8000)")
    parser.add_argument("--cases", type=int, help="how many cases the invented people have")
    options = parser.parse_args(argv[2:])
    libraries.ensure_printing()
    from chrysalis.bootstrap import demo

    return demo.run(home.prepare(options.home), port=options.port, cases=options.cases)


def _test(argv: list[str]) -> int:
    parser = _parser("test", "Run every check, from nothing. Other words go to pytest.")
    options, words = parser.parse_known_args(argv[2:])
    libraries.ensure_printing()
    from chrysalis.bootstrap import checks

    return checks.run(home.prepare(options.home / "test"), words)


def _install(argv: list[str]) -> int:
    return 0


def _lock(argv: list[str]) -> int:
    lock.write(PROJECT)
    return 0


def _django(argv: list[str]) -> int:
    """Django's command line, with servers to talk to when the environment names none."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chrysalis.settings")
    if os.environ.get("DATABASE_URL"):
        execute_from_command_line(argv)
        return 0
    from chrysalis.bootstrap import environment, servers

    here = home.prepare(_home())
    own = servers.Servers(here)
    if _NEED_NOTHING & set(argv[1:2]) or {"--help", "-h"} & set(argv):
        os.environ.update(environment.for_django(here, own.addresses()))
        execute_from_command_line(argv)
        return 0
    with servers.shared(own, as_what=f"{' '.join(argv[:2])}, process {os.getpid()}") as addresses:
        os.environ.update(environment.for_django(here, addresses))
        execute_from_command_line(argv)
    return 0


_OURS = {"demo": _demo, "test": _test, "install": _install, "lock": _lock}


def _parser(name: str, purpose: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"manage.py {name}", description=purpose, allow_abbrev=False)
    parser.add_argument("--home", type=Path, default=_home(), help="the folder for its data (.data)")
    return parser


def _home() -> Path:
    return Path(os.environ.get("CHRYSALIS_HOME") or PROJECT / _DEFAULT_HOME)


def _interrupt(number: int, frame: object) -> None:
    """Ends like Ctrl-C does, so that everything started is stopped."""
    raise KeyboardInterrupt
