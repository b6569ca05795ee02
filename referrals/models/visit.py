from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


class Visit(models.Model):
    """What somebody at the public door has written and not sent, for as long as it is kept.

    SAFETY: sealed by a key that the visitor's browser, or a slip of paper, holds and this service does not:
    neither who keeps the service nor who steals a copy of it can read that somebody began. Nobody selects
    here; three functions of the database find a row by the digest of its key, and no other way.
    """

    id = keys.primary("visit")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    sweep_after = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["sweep_after"]

    class Rows:
        safety_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = (
            Side.SAFETY
        )  # sealed in it may be the name of somebody harmed, and so it is kept as the stricter
        retention = "draft"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"visit {self.pk}"
