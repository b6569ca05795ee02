"""Alerts: what in the log looks like misuse, for the information officer to ask about.

An alert is a question, not a finding: it says what was seen, and somebody writes what came of asking.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


class Alert(models.Model):
    """One kind of thing, done by one worker in one stretch of time. The key is made from those, so that
    the same thing found twice is one alert."""

    kind = models.SlugField(max_length=40)
    worker_id = models.UUIDField()
    agency_id = models.UUIDField()
    began_at = models.DateTimeField()
    found_at = models.DateTimeField()
    times = models.PositiveIntegerField()
    subjects = ArrayField(models.UUIDField(), default=list)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by_id = models.UUIDField(null=True)
    outcome = models.TextField("what came of asking", max_length=2000, blank=True)

    class Meta:
        abstract = True
        ordering = ["-began_at", "-id"]
        indexes = [models.Index(fields=["agency_id", "-began_at", "-id"], name="%(class)s_by_agency")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acknowledged_at=None, acknowledged_by_id=None, outcome="")
                | models.Q(acknowledged_at__isnull=False, acknowledged_by_id__isnull=False)
                & ~models.Q(outcome=""),
                name="%(class)s_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.began_at:%Y-%m-%d %H:%M}"


class ChangeAlert(Alert):
    id = keys.primary("change-alert")

    class Meta(Alert.Meta):
        verbose_name = "alert"

    class Rows:
        information = rows.See("agency_id", "agency_id", change=True)
        change_system = rows.Raise("acknowledged_at")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class SafetyAlert(Alert):
    id = keys.primary("safety-alert")

    class Meta(Alert.Meta):
        verbose_name = "alert"

    class Rows:
        safety_information = rows.See("agency_id", "agency_id", change=True)
        safety_system = rows.Raise("acknowledged_at")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


ALERTS: dict[Side, type[Alert]] = {Side.CHANGE: ChangeAlert, Side.SAFETY: SafetyAlert}
