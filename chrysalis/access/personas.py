"""The personas: each role's work runs as one, and each is a role of the database without login.

`app` signs in and may become any of them for the length of a transaction; on its own it reads no case.
"""

from chrysalis.access.roles import ROLES


APP, OWNER = "app", "owner"
# What the service does on its own, each with the one thing it may.
SYSTEM = {"change_system": "sweeps what the change side left behind"}


def personas() -> list[str]:
    """The personas that have a task, `app` apart."""
    return sorted({role.persona for role in ROLES} - {APP} | set(SYSTEM))
