"""Django's own command line, with servers to talk to when the environment names none."""

from __future__ import annotations

import os

from django.core.management import execute_from_command_line
from environs import Env, EnvError

from chrysalis import environment as declared
from chrysalis.bootstrap import environment, servers, trouble
from chrysalis.bootstrap.home import Home


# These work without any server, so none is started for them.
_NEED_NOTHING = {
    "backup_key", "check", "collectstatic", "compilemessages", "docs", "help", "makemessages", "read_only",
    "startapp", "version", "workflow", "--help", "--version", "-h",
}  # fmt: skip


def run_as_told(argv: list[str]) -> int:
    """With the servers and settings of the environment, and nothing of ours."""
    _require_settings()
    if not _needs_nothing(argv) and argv[1:2] != ["doctor"]:  # which says more than the first thing wrong
        servers.require_answers(os.environ)
    return _execute(argv)


def run_at(home: Home, argv: list[str]) -> int:
    """With the servers of one home, and the settings of the demonstration."""
    own = servers.Servers(home)
    if _needs_nothing(argv):
        os.environ.update(environment.for_django(home, own.addresses()))
        return _execute(argv)
    with servers.shared(own, as_what=f"{' '.join(argv[:2])}, process {os.getpid()}") as addresses:
        os.environ.update(environment.for_django(home, addresses))
        return _execute(argv)


def _needs_nothing(argv: list[str]) -> bool:
    return bool(_NEED_NOTHING & set(argv[1:2])) or "--help" in argv or len(argv) == 1


def _execute(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chrysalis.settings")
    execute_from_command_line(argv)
    return 0


def _require_settings() -> None:
    """Each wrong one is named, where Django itself would stop at the first."""
    if wrong := _misshapen() or _unsafe():
        raise trouble.settings_wrong(wrong)


def _misshapen() -> list[str]:
    found = []
    for setting in declared.SETTINGS:
        try:
            setting.read(Env())
        except EnvError as error:
            found.append(f"{error} ({setting.why})")
    return found


def _unsafe() -> list[str]:
    try:
        declared.refuse_unsafe(declared.read())
    except declared.Unsafe as error:
        return [str(error)]
    return []
