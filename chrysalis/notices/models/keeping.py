"""What people say about being told: when their office is open, when they are away, what mail they want."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.roles import role_choices
from chrysalis.agencies.models import Agency
from chrysalis.versions import Versioned
from chrysalis.working_days import OFFICE_HOURS


class OpeningHours(Versioned):
    """When an agency is open, and whether somebody is on duty while it is not. Without a row: nine to
    five, and nobody."""

    id = keys.primary("opening-hours")
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    opens = models.TimeField(default=OFFICE_HOURS.opens)
    closes = models.TimeField(default=OFFICE_HOURS.closes)
    has_cover = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="office_opens_before_it_closes"),
        ]

    class Rows:
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.opens:%H:%M} to {self.closes:%H:%M}"


class Absence(models.Model):
    """A worker away from one role, from a day to a day, and the colleague who covers."""

    id = keys.primary("absence")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role_slug = models.SlugField("role", max_length=40, choices=role_choices)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    cover = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()  # the last day away
    ended_at = models.DateTimeField(null=True, blank=True)  # back earlier, or set by mistake

    class Meta:
        ordering = ["from_on", "id"]
        indexes = [models.Index(fields=["worker", "until_on"], name="absence_of_worker")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="absence_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(cover=F("worker")), name="absence_covered_by_another"),
            models.UniqueConstraint(
                fields=["worker", "agency", "role_slug", "cover", "from_on", "until_on"],
                condition=Q(ended_at=None),
                name="absence_said_once",
            ),
        ]

    class Rows:
        app = rows.See("agency_id", "agency_id", insert=True, change=True)
        everyone = rows.See("worker_id", "worker_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"away until {self.until_on}"

    def is_on(self, day: dt.date) -> bool:
        return self.ended_at is None and self.from_on <= day <= self.until_on


class MailChoice(models.Model):
    """How a worker wants to hear that there are notices. Urgent ones come at once, whatever is chosen."""

    class Choice(models.TextChoices):
        DAILY = "daily", "One e-mail each morning, if anything waits"
        EACH = "each", "An e-mail soon after each notice"

    id = keys.primary("mail-choice")
    worker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice, default=Choice.DAILY)

    class Rows:
        everyone = rows.See("worker_id", "worker_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return self.choice
