"""What both sides keep of a judgement of risk, each in tables of its own.

SAFETY: only the shape is shared. A row of one side never points at the other, and the grade of a survivor
is in no table that the change side can reach.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact

from chrysalis.tools.base import Outcome, Tool, tool_of
from chrysalis.tools.grading import IMMINENCE_WORDS, LEVEL_WORDS, Imminence, Level


LEVELS = [(level.value, LEVEL_WORDS[level]) for level in Level]
SUMMER = dt.timedelta(hours=1)  # a day in London begins an hour before the same day of the world's clock


class AssessmentRecord(models.Model):
    """One completed use of a tool, or of the part that a side completes. Never changed: a correction is a new
    one, which takes the place of the first."""

    tool_slug = models.SlugField(max_length=40)
    tool_version = models.SlugField(max_length=20)
    answers = models.JSONField()  # the value of each answer, by the number of the item
    opinion = models.SlugField(max_length=20, blank=True)
    is_partial = models.BooleanField()
    assessed_on = models.DateField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-assessed_on", "-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func("answers", function="jsonb_typeof", output_field=models.TextField()), Value("object")
                ),
                name="%(class)s_answers_by_item",
            ),
            models.CheckConstraint(
                condition=Q(assessed_on__lte=F("at") + SUMMER), name="%(class)s_not_in_the_future"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool_slug} of {self.assessed_on}"

    @property
    def tool(self) -> Tool:
        return tool_of(self.tool_slug, self.tool_version)

    def outcome(self, *, with_local_bands: bool = False) -> Outcome:
        side = self.Privacy.side  # type: ignore[attr-defined]
        return self.tool.outcome(
            self.answers, side=side, opinion=self.opinion, with_local_bands=with_local_bands
        )


class GradeRecord(models.Model):
    """What somebody judged the danger to be, why, and when to look again. Never changed.

    One that needs a second person holds once that person has agreed, and until then the one before does.
    """

    class Basis(models.TextChoices):
        TOOL = "tool", "A tool, and judgement"
        JUDGEMENT = "judgement", "Judgement alone"

    level = models.CharField(max_length=10, choices=LEVELS)
    imminence = models.CharField(
        max_length=10, choices=[(found.value, IMMINENCE_WORDS[found]) for found in Imminence]
    )
    basis = models.CharField(max_length=10, choices=Basis)
    reason = models.TextField(max_length=4000)
    level_before = models.CharField(max_length=10, choices=LEVELS, blank=True)
    needs_second = models.BooleanField(default=False)
    review_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason"),
            models.CheckConstraint(condition=Q(review_on__gt=F("at")), name="%(class)s_is_reviewed_later"),
        ]

    def __str__(self) -> str:
        return f"{self.level} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def holds(self) -> bool:
        """Whether it ever came into force. Reads the answer that was fetched with it."""
        answer = getattr(self, "answer", None)
        return not self.needs_second or bool(answer and answer.agrees)

    @property
    def is_answered(self) -> bool:
        return not self.needs_second or getattr(self, "answer", None) is not None

    @property
    def held_from(self) -> dt.datetime:
        """From the moment that the second person agreed, where one had to."""
        return self.answer.at if self.needs_second else self.at  # type: ignore[attr-defined]


class GradeAnswerRecord(models.Model):
    """What the second person said to a lowered grade."""

    agrees = models.BooleanField()
    remark = models.TextField(max_length=1000, blank=True)
    # Copied from the grade, so that the database itself refuses one person twice.
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("set_by")), name="%(class)s_is_a_second_person"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.grade_id}"  # type: ignore[attr-defined]
