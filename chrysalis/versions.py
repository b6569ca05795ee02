"""Two people editing one thing: nobody's words are overwritten unseen.

Everything people edit carries a version number. Saving names the version the editor had on screen;
when somebody saved in between, nothing is written and `Conflict` carries the row as it now stands,
so that the page can show both texts.
"""

from typing import Any, Self

from django.db import models


class Conflict(Exception):
    """Somebody else saved first. `current` is the row as it stands now."""

    def __init__(self, current: "Versioned") -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.current = current


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def change(self, *, seen_version: int, **values: Any) -> Self:
        """Write `values` if the row is still at `seen_version`. Raises Conflict otherwise."""
        rows = type(self)._default_manager.filter(pk=self.pk)
        if not rows.filter(version=seen_version).update(**values, version=seen_version + 1):
            raise Conflict(rows.get())
        self.refresh_from_db()
        return self
