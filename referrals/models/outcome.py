from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.models.case import Case


class OutcomeNotice(models.Model):
    """What a force is told at the end of a disposal's condition: whether it was attended, and on which day.

    SAFETY: it bears the handle that the force was given, and no name, since all of the force who refer read
    its list. And it says attendance alone: that somebody changed, or that anybody is safe, nobody knows.
    """

    class Word(models.TextChoices):
        COMPLETED = "completed", "Attended and completed"
        IN_PART = "in_part", "Attended in part, not completed"
        NOT_COMPLIED = "not_complied", "Not complied with"

    id = keys.primary("outcome-notice")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    place_key = models.UUIDField(unique=True)  # of whoever keeps places: told once of each
    reference = models.CharField(max_length=20, db_index=True)
    word = models.CharField("outcome", max_length=20, choices=Word)
    on = models.DateField("on which day")
    body = models.BinaryField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-told_at", "-id"]
        indexes = [models.Index(fields=["referring_agency", "-told_at", "-id"], name="outcome_of_sender")]

    class Rows:
        referrer = rows.See("referring_agency_id", "agency_id")
        casework = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"outcome of {self.reference}"
