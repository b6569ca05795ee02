from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.on_case import OnCase


class Note(OnCase):
    """What a caseworker writes on a case. Never edited: what is to be added stands below it, and what is
    wrong is marked as wrong, with a reason, and can still be read.

    SAFETY: what is seen, heard or thought of the person referred. What anybody harmed said or did is no note.
    """

    class Kind(models.TextChoices):
        """Fact, report and opinion are kept apart: whoever reads it later has to know which it is."""

        FACT = "fact", "Fact, as I saw or heard it"
        REPORTED = "reported", "Reported to me by somebody"
        OPINION = "opinion", "My opinion"

    class Audience(models.TextChoices):
        TEAM = "team", "Colleagues who open this case, and nobody else"
        PAPERS = "papers", "A printed summary of the case too"

    id = keys.primary("note")
    kind = models.CharField(max_length=10, choices=Kind)
    said_by = models.CharField("reported by", max_length=200, blank=True)
    audience = models.CharField(max_length=10, choices=Audience)
    words = models.TextField(max_length=4000)
    happened_at = models.DateTimeField()
    adds_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="addenda"
    )
    wrong_at = models.DateTimeField(null=True, blank=True)
    wrong_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wrong_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-happened_at", "-id"]
        indexes = [models.Index(fields=["case", "-happened_at"], name="note_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="reported") & ~Q(said_by="")) | (~Q(kind="reported") & Q(said_by="")),
                name="note_reported_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(kind="opinion", audience="papers"), name="note_of_opinion_is_not_printed"
            ),
            models.CheckConstraint(
                condition=Q(wrong_at__isnull=True, wrong_by__isnull=True, wrong_because="")
                | (Q(wrong_at__isnull=False, wrong_by__isnull=False) & ~Q(wrong_because="")),
                name="note_wrong_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(happened_at__lte=models.F("at")), name="note_is_not_of_the_future"
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "case_id",
            "case_id",
            insert=True,
            change=True,
            only=("wrong_at", "wrong_by_id", "wrong_because"),
        )

    def __str__(self) -> str:
        return f"note on {self.case_id}"

    @property
    def is_wrong(self) -> bool:
        return self.wrong_at is not None
