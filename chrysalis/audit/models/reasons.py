"""Why something restricted was opened or changed, in somebody's words, apart from the entry that tells of it.

SAFETY: an information officer reads the entry: that it was done, by whom and when. The words may say whom
the case is hidden from and why, and the officer may be a friend of theirs. They are for the agency's
safeguarding leads, and for whoever is named for the case.
"""

from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


class ChangeReason(models.Model):
    id = keys.primary("change-reason")
    entry_id = models.UUIDField(unique=True)
    agency_id = models.UUIDField()
    referral_id = models.UUIDField(null=True)  # empty where somebody asked for what is not there
    text = models.TextField()

    is_append_only = True

    class Meta:
        indexes = [models.Index(fields=["agency_id", "referral_id"], name="reason_of_referral")]

    class Rows:
        safeguarding = rows.See("agency_id", "agency_id", insert=True)
        named = rows.Open("referral_id", "referral_id", insert=True, owner=("agency_id", "agency_id"))
        casework = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"reason of {self.entry_id}"
