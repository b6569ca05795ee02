from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.api.models import RecordsSystem
from referrals.models.referral import ReferralStatus


class SentByMachine(models.Model):
    """Which records system sent a referral, and the last word that it was told has changed. No word stands
    here that the sender may not read."""

    id = keys.primary("sent-by-machine-row")
    system = models.ForeignKey(RecordsSystem, on_delete=models.PROTECT, related_name="+")
    referral_key = models.UUIDField(unique=True)
    reference = models.CharField(max_length=20)
    told_word = models.CharField(
        max_length=20, choices=ReferralStatus.Word, default=ReferralStatus.Word.RECEIVED
    )
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name_plural = "sent by machine"

    class Rows:
        machine = rows.Add("system_id", "membership_id")
        courier = rows.Carry("sent_at", insert=False, columns=("id", "told_word"), only=("told_word",))

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.reference
