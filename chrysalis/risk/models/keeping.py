"""What each agency decides about judging risk: who is trained, when to look again, who must agree."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.tools.base import Tool
from chrysalis.tools.grading import REVIEW_DAYS, Level
from chrysalis.versions import Versioned


MOST_DAYS = 366


def days(level: Level) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(default=REVIEW_DAYS[level])


class RiskRules(Versioned):
    """One agency's own rules. An agency without a row has the defaults that are the fields'."""

    id = keys.primary("risk-rules")
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    standard_days = days(Level.STANDARD)
    medium_days = days(Level.MEDIUM)
    high_days = days(Level.HIGH)
    very_high_days = days(Level.VERY_HIGH)
    # In days, by slug of the tool; a tool that is not named here has its own default.
    tool_days = models.JSONField(default=dict, blank=True)
    # Whether lowering a grade takes two. Otherwise one does it alone, reviewed the next working day.
    two_lower = models.BooleanField(default=True)
    # Whether counts are given the names that some areas use below the national threshold.
    local_bands = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "risk rules"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    standard_days__range=(1, MOST_DAYS),
                    medium_days__range=(1, MOST_DAYS),
                    high_days__range=(1, MOST_DAYS),
                    very_high_days__range=(1, MOST_DAYS),
                ),
                name="grades_are_reviewed_within_a_year",
            ),
        ]

    class Rows:
        app = rows.See("agency_id", "agency_id", insert=True, change=True)
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"risk rules of {self.agency_id}"

    @property
    def review_days(self) -> Mapping[Level, int]:
        return {level: getattr(self, f"{level.value}_days") for level in Level}

    def days_of(self, tool: Tool) -> int:
        return int(self.tool_days.get(tool.slug, tool.review_days))


class ToolTraining(models.Model):
    """That a worker was trained in a tool, and may complete it until a day or further notice. Never changed:
    what is learnt later is a new row, and the newest of each worker and tool holds."""

    id = keys.primary("tool-training")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tool_slug = models.SlugField(max_length=40)
    is_trained = models.BooleanField(default=True)
    until = models.DateField(null=True, blank=True)  # the last day
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["agency", "tool_slug"], name="training_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_trained=True) | Q(until=None), name="untrained_until_nothing"
            ),
        ]

    class Rows:
        app = rows.See("agency_id", "agency_id", insert=True)
        everyone = rows.See("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.tool_slug} of {self.worker_id}"
