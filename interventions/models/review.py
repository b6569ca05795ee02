from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from interventions.models.enrolment import Enrolment
from referrals.models import Case


class Review(models.Model):
    """A place is paused until somebody decides: the person goes on, or the place ends.

    Keys, days and closed words, and nothing that anybody typed: the worker that looks whether a day has
    passed reads it. Why it was decided so stands on the step of the place.
    """

    class Decision(models.TextChoices):
        RESUME = "resume", "The person goes on"
        WITHDRAW = "withdraw", "The place ends"

    id = keys.primary("review")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=60)  # a sentence of `rules.absence`
    repeats_all = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    decide_by = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["decide_by", "id"]
        indexes = [
            models.Index(
                fields=["provider_agency", "decide_by", "id"],
                condition=Q(decided_at=None),
                name="review_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(decided_at=None), name="one_review_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | ~Q(decision="") & Q(decided_at__isnull=False),
                name="review_decided_at_a_moment",
            ),
        ]

    class Rows:
        casework = rows.See(
            "provider_agency_id", "agency_id", insert=True, change=True, unless="is_restricted"
        )
        facilitator = rows.See("provider_agency_id", "agency_id", insert=True, unless="is_restricted")
        change_manager = rows.See(
            "provider_agency_id",
            "agency_id",
            change=True,
            unless="is_restricted",
            only=("decision", "decided_at"),
        )
        named = rows.Open("case_id", "case_id", insert=True, change=True)
        courier = rows.Carry("opened_at", insert=False, change=False)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"review of {self.enrolment_id}"
