"""Which command needs what: `demo`, `test`, `install` and `lock` are ours, the rest are Django's."""

from __future__ import annotations

import argparse
import os
import signal
from pathlib import Path

from chrysalis.bootstrap import PROJECT, home, libraries, lock, packages


_DEFAULT_HOME = ".data"


def run(argv: list[str]) -> int:
    command = argv[1] if len(argv) > 1 else "help"
    packages.ensure(PROJECT, development=command in ("test", "lock"))
    if not packages.is_current(PROJECT):
        packages.reexecute(PROJECT, argv)
    _listen()
    return _OURS.get(command, _django)(argv)


def _demo(argv: list[str]) -> int:
    parser = _parser("demo", "Run everything on this machine, from nothing, with invented people.")
    parser.add_argument("--port", type=_port, default=8000, help="of the page, on this machine only (8000)")
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
    from chrysalis.bootstrap import django

    if os.environ.get("DATABASE_URL"):
        return django.run_as_told(argv)
    return django.run_at(home.prepare(_home()), argv)


_OURS = {"demo": _demo, "test": _test, "install": _install, "lock": _lock}


def _parser(name: str, purpose: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"manage.py {name}", description=purpose, allow_abbrev=False)
    parser.add_argument("--home", type=Path, default=_home(), help="the folder for its data (.data)")
    return parser


def _port(word: str) -> int:
    if not (word.isdigit() and 0 < int(word) < 65536):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(word)


def _home() -> Path:
    return Path(os.environ.get("CHRYSALIS_HOME") or PROJECT / _DEFAULT_HOME)


def _listen() -> None:
    """A shell starts its background jobs deaf to SIGINT; a demonstration there should still stop on it.

    One started by nohup, on the other hand, is meant to outlive its terminal.
    """
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(number: int, frame: object) -> None:
    """Ends like Ctrl-C does, so that everything started is stopped."""
    raise KeyboardInterrupt
