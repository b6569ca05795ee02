"""From how many on an alert is raised: what is ordinary differs between a desk of two and one of fifty."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.versions import Versioned


MOST = 500  # SAFETY: a limit that nobody ever reaches is no limit, and looking would never be asked about


def limit(words: str, default: int, most: int = MOST) -> Any:
    ends = [MinValueValidator(1), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(words, default=default, validators=ends)


class AlertLimits(Versioned):
    """One agency's own limits. An agency without a row has the defaults that are the fields'."""

    id = keys.primary("alert-limits")
    agency_id = models.UUIDField(unique=True)
    # decided: four times what a busy caseworker opens
    people_in_an_hour = limit("people in an hour", 40)
    # decided: an emergency is about one person
    people_in_an_hour_at_night = limit("people in an hour at night", 10)
    # decided: one may be chance or cover, three are a habit
    people_out_of_area = limit("people of a scheme the worker has no case in, in a day", 3)
    # practice: on-call ends its evening handover by eleven; the earliest shift that sees people is at five
    night_begins = models.PositiveSmallIntegerField("night begins at (hour)", default=23)
    night_ends = models.PositiveSmallIntegerField("night ends at (hour)", default=5)

    class Meta:
        verbose_name_plural = "alert limits"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    people_in_an_hour__range=(1, MOST),
                    people_in_an_hour_at_night__range=(1, MOST),
                    people_out_of_area__range=(1, MOST),
                ),
                name="alert_limits_can_be_reached",
            ),
            models.CheckConstraint(
                condition=models.Q(night_begins__lte=23, night_ends__lte=23),
                name="alert_limits_night_has_hours",
            ),
        ]

    class Rows:
        information = safety_information = rows.See("agency_id", "agency_id", insert=True, change=True)
        change_system = safety_system = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"limits of {self.agency_id}"


LIMITS = (
    "people_in_an_hour",
    "people_in_an_hour_at_night",
    "night_begins",
    "night_ends",
    "people_out_of_area",
)
