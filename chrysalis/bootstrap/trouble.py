"""What can go wrong before Django runs, and what to do about each: one sentence of either kind.

Every sentence a person may meet while starting Chrysalis is in this file, so that they can be read together.
"""

from __future__ import annotations

import errno


FULL = (errno.ENOSPC, errno.EDQUOT)


class Trouble(Exception):
    """Something expected went wrong. `what` says so, `do` says what to do."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(f"{what}\n{do}")
        self.what, self.do = what, do

    @classmethod
    def from_os(cls, error: OSError) -> Trouble:
        """The plain sentence for a refusal by the operating system. Unexpected ones are raised again."""
        where = f" ({error.filename})" if error.filename else ""
        if error.errno in FULL:
            return disk_full(where)
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return cls(
                f"The operating system refused access to a file{where}.",
                "Run the command as the user who owns the files, or choose another folder with --home.",
            )
        raise error


def disk_full(where: str = "") -> Trouble:
    return Trouble(f"The disk is full{where}.", "Free at least 1 GB and run the command again.")


def little_space(folder: object, free: int, needed: int) -> Trouble:
    return Trouble(
        f"There are {free} MB free where {folder} lives, and this needs {needed} MB.",
        "Free some space, or choose a folder on another disk with --home.",
    )


def home_not_writable(folder: object) -> Trouble:
    return Trouble(
        f"Nothing can be written in {folder}.",
        "Choose another folder with --home, or run the command as the user who owns this one.",
    )


def foreign_folder(folder: object) -> Trouble:
    return Trouble(
        f"{folder} belongs to another user of this machine.",
        "Remove it, or choose a home with a shorter path by --home.",
    )


def port_taken(port: int) -> Trouble:
    return Trouble(
        f"Port {port} is taken by another program.",
        f"Stop that program, or choose another port: python3 manage.py demo --port {port + 1}",
    )


def port_not_allowed(port: int) -> Trouble:
    return Trouble(
        f"This user may not open port {port}.", "Choose one above 1023: python3 manage.py demo --port 8000"
    )


def already_running(home: object, keeper: str) -> Trouble:
    return Trouble(
        f"Chrysalis is already running in {home} ({keeper}).",
        "Use that one, stop it first, or choose another folder with --home.",
    )


def keeper_silent(home: object, keeper: str) -> Trouble:
    return Trouble(
        f"The servers in {home} belong to {keeper}, and they do not answer.",
        "Stop that one, or choose another folder by setting CHRYSALIS_HOME.",
    )


def no_venv_module(version: str) -> Trouble:
    return Trouble(
        "This Python cannot make a virtual environment.",
        f"Install the missing part and run the command again: sudo apt-get install -y python{version}-venv",
    )


def packages_failed(output: str) -> Trouble:
    """The reason is read from the installer's own words, which differ between uv and pip."""
    words = output.lower()
    if "no space left" in words:
        return disk_full()
    if "hash" in words and "mismatch" in words:
        return Trouble(
            "A Python package differs from the one that was locked.",
            "Do not use it. Run the command again, and tell the maintainers if it stays so.",
        )
    if "certificate" in words:
        return Trouble(
            "The Python packages could not be fetched: a certificate on the way is not trusted.",
            "Set SSL_CERT_FILE and PIP_CERT to your organisation's certificates, and run the command again.",
        )
    if any(sign in words for sign in ("connect", "resolve", "dns", "timed out", "network", "fetch")):
        return Trouble(
            "The Python packages could not be fetched: the Python package registry does not answer.",
            "Check the network connection (and the proxy, where there is one), and run the command again.",
        )
    return Trouble(
        f"The Python packages could not be installed. The installer's last words:\n{_tail(output)}",
        "Remove the .venv folder and run the command again.",
    )


def no_browser() -> Trouble:
    return Trouble(
        "The tests need the Chromium browser, which was not found.",
        f"Install it ({install_line(['chromium'])}), or name one in the variable CHROMIUM.",
    )


def install_line(packages: list[str]) -> str:
    return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def owner_url_missing() -> Trouble:
    return Trouble(
        "DATABASE_URL is set and DATABASE_OWNER_URL is not.",
        "Set DATABASE_OWNER_URL to the role that owns the database (migrations run as it), or unset both.",
    )


def app_url_missing() -> Trouble:
    return Trouble(
        "DATABASE_OWNER_URL is set and DATABASE_URL is not.",
        "Set DATABASE_URL to the role the service signs in to the database as, or unset both.",
    )


def database_too_old(version: str) -> Trouble:
    return Trouble(
        f"The database is PostgreSQL {version}, and Chrysalis needs PostgreSQL 15 or newer.",
        "Give a newer one in DATABASE_URL and DATABASE_OWNER_URL, or unset both to use the embedded one.",
    )


def no_roles_for_tests() -> Trouble:
    return Trouble(
        "The database named in DATABASE_URL lacks roles that the tests need.",
        "Unset DATABASE_URL and DATABASE_OWNER_URL, run `python3 manage.py walls --roles --for-tests`, and "
        "have an administrator of that server run what it prints. Never on the server of a real service.",
    )


def database_refuses(setting: str, reason: str) -> Trouble:
    if "password authentication failed" in reason:
        return Trouble(
            f"The database refuses the user name or password in {setting}.",
            f"Correct {setting} and try again.",
        )
    if "does not exist" in reason:
        return Trouble(
            f"The database or role named in {setting} does not exist.", f"Create it, or correct {setting}."
        )
    return Trouble(
        f"The database named in {setting} does not answer.",
        f"Check that PostgreSQL is running and can be reached from here, or correct {setting}.",
    )


def broker_does_not_answer() -> Trouble:
    return Trouble(
        "The broker named in REDIS_URL does not answer.",
        "Check that Redis or Valkey is running and can be reached from here, or unset REDIS_URL.",
    )


def settings_wrong(reasons: list[str]) -> Trouble:
    listed = "\n".join(f"    {reason}" for reason in reasons)
    return Trouble(
        f"The service refuses these settings:\n{listed}",
        "Correct them in the environment; chrysalis/docs/settings.md lists them all.",
    )


def not_a_demonstration() -> Trouble:
    return Trouble(
        "The database in DATABASE_URL already holds a service that is not a demonstration.",
        "Give the demonstration an empty database of its own.",
    )


def data_of_another_version(folder: object, theirs: str, ours: str) -> Trouble:
    return Trouble(
        f"The data in {folder} were written by PostgreSQL {theirs}, and this is PostgreSQL {ours}.",
        "Choose a new folder with --home, or remove the old one if nothing in it is needed.",
    )


def no_embedded_program(package: str) -> Trouble:
    return Trouble(
        f"The package {package} is not installed, or has no program for this kind of machine.",
        "Use servers of your own: set DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL.",
    )


def did_not_start(name: str, log: object, output: str) -> Trouble:
    if "no space left" in output.lower():
        return disk_full()
    return Trouble(f"{name} did not start. Its last words:\n{_tail(output)}", f"The whole story is in {log}.")


def did_not_finish(command: str, log: object, output: str) -> Trouble:
    if "no space left" in output.lower():
        return disk_full()
    return Trouble(f"`{command}` failed. Its last words:\n{_tail(output)}", f"The whole story is in {log}.")


def _tail(output: str, lines: int = 8) -> str:
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-lines:])
