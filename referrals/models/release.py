from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.events import WereTold
from referrals.models.case import Case


class Release(models.Model):
    """When the person leaves custody, as far as it is known. A correction is another row; the newest holds.

    SAFETY: `police_told` is what police answered when they were asked, and no more: it says of nobody that
    they were harmed, nor that they are known here. What is done with it is done across the wall.
    """

    id = keys.primary("release")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="releases")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    is_certain = models.BooleanField(default=False)
    police_told = models.CharField(
        max_length=20,
        choices={WereTold.YES.value: "Yes", WereTold.NO.value: "No", WereTold.NOT_KNOWN.value: "Not known"},
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"release on {self.case_id}"
