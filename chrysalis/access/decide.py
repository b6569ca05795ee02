"""The three questions, and the only ones: may this be done, what may be seen, who may do it.

There is no superuser, no administrator's bypass and no fourth question. Anything undeclared is no.
"""

from typing import Any

from django.db import models

from chrysalis.access import rows
from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.access.roles import ROLES, Role


def can(hat: Hat | None, permission: Permission, thing: Any = None) -> bool:
    """Whether the hat may do it at all and, given a thing, whether that thing is within its sight."""
    if not isinstance(permission, Permission):
        raise TypeError(f"{permission!r} is not a permission.")
    if hat is None or permission not in hat.role.permissions:
        return False
    return thing is None or visible(hat, type(thing)._default_manager.all()).filter(pk=thing.pk).exists()


def visible(hat: Hat | None, queryset: models.QuerySet) -> models.QuerySet:
    """The rows of the queryset that the hat may see; none without a hat."""
    return queryset.none() if hat is None else rows.scope(hat, queryset)


def holders(permission: Permission) -> list[type[Role]]:
    """The roles that hold a permission: whom to ask."""
    return [role for role in ROLES if permission in role.permissions]
