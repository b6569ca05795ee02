"""Every check by name, in the order they are told."""

from collections.abc import Callable

from chrysalis.doctor import agencies, broker, database, machine, outbox, roles, scanner
from chrysalis.doctor.finding import Finding


Check = Callable[[], list[Finding]]

CHECKS: dict[str, Check] = {
    "database": database.answers,
    "database version": database.is_new_enough,
    "roles": roles.are_apart,
    "migrations": database.is_up_to_date,
    "broker": broker.answers,
    "worker": broker.worker_is_alive,
    "scanner": scanner.answers,
    "outbox": outbox.is_passed_on,
    "administrators": agencies.have_administrators,
    "disk": machine.has_space,
    "printing": machine.can_print,
    "fonts": machine.has_fonts,
}


def examine() -> dict[str, list[Finding]]:
    return {name: check() for name, check in CHECKS.items()}
