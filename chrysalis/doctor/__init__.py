"""What is wrong with this installation, and what to do about each thing.

A check is a function without arguments that returns findings; none means well. One that cannot ask its
question, because an earlier one failed, returns none and leaves the word to that one.
"""

from collections.abc import Callable

from chrysalis.doctor import broker, database, machine, roles
from chrysalis.doctor.finding import Finding


Check = Callable[[], list[Finding]]

CHECKS: dict[str, Check] = {
    "database": database.answers,
    "database version": database.is_new_enough,
    "roles": roles.are_apart,
    "migrations": database.is_up_to_date,
    "broker": broker.answers,
    "worker": broker.worker_is_alive,
    "disk": machine.has_space,
    "printing": machine.can_print,
    "fonts": machine.has_fonts,
}


def examine() -> dict[str, list[Finding]]:
    return {name: check() for name, check in CHECKS.items()}
