from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.incident import Incident
from referrals.models.joining import JoiningState
from referrals.models.on_case import OnCase


class TakingOff(OnCase):
    """That a referral which was kept with an open case is of somebody else after all: who said so, why, where
    it goes, and what a second person answered. Added, never rewritten. What it told stays readable there.
    """

    class Goes(models.TextChoices):
        INBOX = "inbox", "Back to the inbox, to be decided on again"
        CASE = "case", "A case of its own, for somebody new"

    id = keys.primary("taking-off")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    goes = models.CharField("where it goes", max_length=10, choices=Goes)
    reason = models.TextField("why", max_length=1000)
    state = models.CharField(max_length=10, choices=JoiningState, default=JoiningState.PROPOSED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField("what the second person said", max_length=1000, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(state__in=("proposed", "agreed")), name="taken_off_once"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(state="proposed") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="taking_off_answered_by_somebody",
            ),
            # SAFETY: nobody agrees to what they proposed themselves, and only the proposer withdraws.
            models.CheckConstraint(
                condition=Q(state="proposed")
                | (Q(state="withdrawn") & Q(answered_by=F("by")))
                | (Q(state__in=("agreed", "declined")) & ~Q(answered_by=F("by"))),
                name="taking_off_answered_by_a_second",
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "case_id",
            "case_id",
            insert=True,
            change=True,
            only=("state", "answered_by_id", "answered_at", "remark"),
        )

    def __str__(self) -> str:
        return f"taking off of {self.incident_id}"
