import datetime as dt

from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme


# SAFETY: among the colleagues may be whoever it is about, or a friend of theirs. Until its writer has said
# that the person is close to none of the agencies, nobody but the writer is given the row by the database.
KEPT_TO_ONE = rows.Bar(
    ("kept_to_id",), "({kept_to_id} IS NULL OR {kept_to_id} = {worker})", "unless a colleague keeps it"
)


class UnsentReferral(models.Model):
    """A referral that an agency has not sent yet. Whoever of it may refer goes on with it.

    Nothing that anybody typed stands in a column: all words, and what the draft is called, rest sealed. What
    was written for partner support was never in it: that left for the safety side as it was saved.
    """

    id = keys.primary("unsent-referral")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    kept_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    sealed = models.BinaryField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    was_sent = models.BooleanField(default=False)
    sweep_after = models.DateTimeField("goes")

    class Meta:
        ordering = ["-saved_at", "id"]
        indexes = [
            models.Index(fields=["referring_agency", "-saved_at", "id"], name="unsent_of_agency"),
            models.Index(fields=["sweep_after"], name="unsent_to_sweep"),
        ]

    class Rows:
        referrer = rows.See("referring_agency_id", "agency_id", insert=True, change=True, bar=KEPT_TO_ONE)
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "draft"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"unsent referral {self.pk}"

    @property
    def days_ahead(self) -> dt.timedelta:
        """How long before it goes its agency is told so."""
        return dt.timedelta(days=self.scheme.unsent_days_ahead)
