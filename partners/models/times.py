from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.versions import Versioned


class SupportTimes(Versioned):
    """How soon a service tells survivors, and for how long it tries: the service's own numbers, and without
    a row those given here. Hours are hours in which somebody is there (`chrysalis.notices.due`)."""

    id = keys.primary("support-times")
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    at_once_hours = models.PositiveSmallIntegerField(default=1)
    very_high_hours = models.PositiveSmallIntegerField(default=1)
    high_hours = models.PositiveSmallIntegerField(default=1)
    medium_hours = models.PositiveSmallIntegerField(default=4)
    standard_hours = models.PositiveSmallIntegerField(default=8)
    not_graded_hours = models.PositiveSmallIntegerField(default=4)
    confirmed_for_days = models.PositiveSmallIntegerField(default=28)
    tries_needed = models.PositiveSmallIntegerField(default=3)
    hold_days = models.PositiveSmallIntegerField(default=10)

    class Meta:
        verbose_name_plural = "support times"
        constraints = [
            models.CheckConstraint(
                condition=Q(at_once_hours__gte=1, at_once_hours__lte=8), name="told_at_once_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    very_high_hours__gte=1,
                    high_hours__gte=1,
                    medium_hours__gte=1,
                    standard_hours__gte=1,
                    not_graded_hours__gte=1,
                ),
                name="told_within_some_hours",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_for_days__gte=1, tries_needed__gte=1, hold_days__gte=1),
                name="tried_and_confirmed_for_a_while",
            ),
        ]

    class Rows:
        linkwork = rows.See("agency_id", "agency_id")
        safety_manager = rows.See("agency_id", "agency_id", insert=True, change=True)
        courier = safety_system = rows.Carry("agency_id", insert=False, change=False)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"times of {self.agency_id}"
