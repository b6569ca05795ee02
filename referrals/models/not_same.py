from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.models.referral import Referral


class NotSamePerson(models.Model):
    """That somebody looked at two referrals which are alike, and found that they are of two people.

    Since then neither is suggested on the page of the other. Taken back, it stays as it was, and they are
    suggested again.
    """

    id = keys.primary("not-same-person")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "pairs that are not the same person"
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "other"],
                condition=Q(taken_back_at__isnull=True),
                name="not_same_person_said_once",
            ),
            models.CheckConstraint(
                condition=~Q(referral=models.F("other")), name="not_same_person_as_another"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="not_same_person_taken_back_by_somebody",
            ),
        ]

    class Rows:
        # Of either, so that what was said on one page holds on the other.
        casework = rows.Open(
            "referral_id",
            "referral_id",
            also="other_id",
            insert=True,
            change=True,
            only=("taken_back_by_id", "taken_back_at"),
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"{self.referral_id} is not {self.other_id}"
