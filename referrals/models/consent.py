from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.agencies.models import Signature
from referrals.models.on_case import OnCase


class ConsentAnswer(OnCase):
    """Whether somebody takes part of their own will: who said so, when, and to which words. Added, never
    changed; the newest holds. That they were referred, and why the service may hold what it knows of them,
    are other facts."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes, to take part"
        NO = "no", "No"
        NOT_ASKED = "not_asked", "Not asked"
        WITHDRAWN = "withdrawn", "Withdrawn: said yes before, and no now"

    class GivenBy(models.TextChoices):
        PERSON = "person", "The person"
        ABLE = "able", "The young person, who can decide for themselves"
        ADULT = "adult", "A responsible adult, for the young person"

    id = keys.primary("consent-answer")
    answer = models.CharField(max_length=20, choices=Answer)
    given_by = models.CharField(max_length=20, choices=GivenBy, blank=True)
    given_on = models.DateField()
    wording = models.CharField("the words that were read or explained", max_length=200, blank=True)
    why = models.CharField("why", max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="yes") & ~Q(given_by="") & ~Q(wording="")
                | (~Q(answer="yes") & (~Q(why="") | Q(answer="withdrawn"))),
                name="consent_says_who_and_to_what_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"consent on {self.case_id}"


class BasisChange(OnCase):
    """That another lawful basis holds from now on than the scheme's for that way in, and why."""

    id = keys.primary("basis-change")
    basis = models.CharField("lawful basis", max_length=30, choices=Signature.Basis)
    because = models.CharField(max_length=500)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "changes of lawful basis"

    def __str__(self) -> str:
        return f"lawful basis on {self.case_id}"
