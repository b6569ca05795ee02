"""The names of the roles in this database: the prefix is that of the role that signs in, so that two
services can share a server."""

from django.conf import settings

from chrysalis.access.personas import APP


def database_role(persona: str) -> str:
    return f"{prefix()}_{persona}"


def prefix() -> str:
    return str(settings.DATABASES["default"]["USER"]).removesuffix(f"_{APP}")
