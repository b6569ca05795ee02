"""Named access: this worker may open this one thing. The one door to django-guardian.

Ordinary work is seen by role and agency, never by grants: those are for the few restricted things.
guardian keeps the rows, one a person and thing, in the thing's own table: a subclass of `Grant` whose
`content_object` is a foreign key with an ordinary related name. (With "+" guardian would not find it,
and would quietly write to its general tables, which have no wall. A test asks which one it finds.)

guardian's own question, `has_perm`, first looks for a superuser, and so fails with our workers, who
have no such flag. It is never asked: `in_force` narrows the rows, and the wall narrows them before it.
"""

import datetime as dt
from typing import Any

from django.db import models
from guardian.models import UserObjectPermissionBase  # noqa: TID251 - this is the one door
from guardian.utils import get_user_obj_perms_model  # noqa: TID251 - this is the one door


OPEN = "open_restricted"  # the only permission given by name; declared in the Meta of the thing


class Grant(UserObjectPermissionBase):
    """`agency` is a field of each subclass: whose thing it is, for the wall."""

    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """guardian makes the row from person and thing alone; the wall asks whose it is."""
        self.agency_id = self.content_object.agency_id  # type: ignore[attr-defined] # of each subclass
        super().save(*args, **kwargs)


def give(thing: models.Model, worker: models.Model) -> Any:
    """The worker's row for this thing, in the table that is the thing's: a new one, or the one there was."""
    rows: Any = get_user_obj_perms_model(thing)
    return rows.objects.assign_perm(OPEN, worker, thing)


def in_force(at: dt.datetime) -> models.Q:
    """Grants that hold at that moment. Asked each time something is opened, so that an hour is an hour."""
    return models.Q(permission__codename=OPEN) & (models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at))
