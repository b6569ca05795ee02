"""Whether the database roles are what the walls need: two of them, neither above row security."""

from django.db import DEFAULT_DB_ALIAS, Error, connections

from chrysalis.doctor.finding import Finding


OWNER = "owner"


def are_apart() -> list[Finding]:
    try:
        too_much = [finding for alias in connections for finding in powers(alias)]
        return [*same_role(), *too_much, *owns_tables()]
    except Error:
        return []


def same_role() -> list[Finding]:
    if OWNER not in connections or _user(OWNER) != _user(DEFAULT_DB_ALIAS):
        return []
    return [
        Finding(
            "DATABASE_URL and DATABASE_OWNER_URL sign in as the same role.",
            "Make a second role for the service, which owns nothing, and name it in DATABASE_URL.",
        )
    ]


def powers(alias: str) -> list[Finding]:
    """SAFETY: a superuser, or a role that bypasses row security, reads both services' records."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        is_superuser, bypasses = cursor.fetchone()
    remedy = f"As a database administrator: ALTER ROLE {_user(alias)} NOSUPERUSER NOBYPASSRLS"
    claims = {"is a superuser": is_superuser, "bypasses row security": bypasses}
    return [Finding(f"The role {_user(alias)} {claim}.", remedy) for claim, holds in claims.items() if holds]


def owns_tables() -> list[Finding]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user ORDER BY 1 LIMIT 1")
        table = cursor.fetchone()
    if not table:
        return []
    return [
        Finding(
            f"The service's role owns the table {table[0]}.",
            "As a database administrator: REASSIGN OWNED BY the service's role TO the owner's.",
        )
    ]


def _user(alias: str) -> str:
    return str(connections[alias].settings_dict["USER"])
