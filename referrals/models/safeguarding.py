from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.on_case import OnCase


class SafeguardingReferral(OnCase):
    """That this service told children's or adult services of somebody at risk. Until they say that they have
    it, it is chased: a referral that nobody received protects nobody.

    SAFETY: why, from what is known on this side. An adult who was harmed is referred by partner support.
    """

    class Service(models.TextChoices):
        CHILDREN = "children", "Children’s services"
        ADULTS = "adults", "Adult services"

    class Way(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        FORM = "form", "Their form on the web"
        EMAIL = "email", "Secure e-mail"
        IN_PERSON = "in_person", "In person"

    class Outcome(models.TextChoices):
        ACTION = "action", "They look into it, or act"
        HELP = "help", "They offer help, or another service does"
        KNOWN = "known", "They knew, and added it to what they have"
        NOTHING = "nothing", "No further action"
        WITHDRAWN = "withdrawn", "We withdrew it"

    id = keys.primary("safeguarding-referral")
    service = models.CharField(max_length=10, choices=Service)
    authority = models.CharField(max_length=200)
    way = models.CharField("how", max_length=10, choices=Way)
    made_at = models.DateTimeField()
    reference = models.CharField("their reference", max_length=100, blank=True)
    reasons = models.TextField(max_length=4000)
    due_at = models.DateTimeField()  # by when they are to say that they have it
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField("who has it", max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_words = models.CharField(max_length=1000, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__lte=models.F("at")), name="safeguarding_is_not_of_the_future"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by="")
                | (Q(acknowledged_at__gte=models.F("made_at")) & ~Q(acknowledged_by="")),
                name="safeguarding_acknowledged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True, outcome_words="")
                | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="safeguarding_outcome_has_a_moment",
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "case_id",
            "case_id",
            insert=True,
            change=True,
            only=("acknowledged_at", "acknowledged_by", "outcome", "outcome_words", "outcome_at"),
        )

    def __str__(self) -> str:
        return f"safeguarding referral on {self.case_id}"

    @property
    def is_waiting(self) -> bool:
        """Nobody has said that they have it, and it was not ended either."""
        return self.acknowledged_at is None and not self.outcome
