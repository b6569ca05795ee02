from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.on_case import OnCase


class OnwardReferral(OnCase):
    """Help beside the programme: to whom the person was sent on for drink, drugs, mental health or housing,
    whether they were taken, and what came of it. Asked after on a day, until it is over.

    Nothing is sent from here: somebody rang, wrote or went along, with the person's agreement.
    """

    class Service(models.TextChoices):
        DRINK = "drink", "Drink"
        DRUGS = "drugs", "Drugs"
        MENTAL_HEALTH = "mental_health", "Mental health"
        HEALTH = "health", "Other health"
        HOUSING = "housing", "Housing"
        MONEY = "money", "Money, work or papers"
        PARENTING = "parenting", "Parenting"
        OTHER = "other", "Another service"

    class Agreed(models.TextChoices):
        ASKED = "asked", "The person asked for it"
        AGREED = "agreed", "The person agreed"
        GOES = "goes", "The person goes there by themselves"

    class Answer(models.TextChoices):
        TAKEN = "taken", "Taken on"
        WAITS = "waits", "On their waiting list"
        NOT_TAKEN = "not_taken", "Not taken"

    class Outcome(models.TextChoices):
        HELPED = "helped", "They were helped, and it is over"
        STOPPED = "stopped", "The person stopped going"
        NEVER_WENT = "never_went", "The person never went"
        NOT_TAKEN = "not_taken", "They did not take the person"

    id = keys.primary("onward-referral")
    service = models.CharField("for", max_length=20, choices=Service)
    to_whom = models.CharField(max_length=200)
    reached_at = models.CharField("to reach them", max_length=200, blank=True)
    agreed = models.CharField("agreement", max_length=10, choices=Agreed)
    sent_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    ask_on = models.DateField(null=True, blank=True)  # none once it is over
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    words = models.CharField("what they said", max_length=1000, blank=True)

    class Meta:
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__gte=models.F("sent_on"))),
                name="onward_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True, ask_on__isnull=False)
                | (~Q(outcome="") & Q(outcome_on__gte=models.F("sent_on"), ask_on__isnull=True)),
                name="onward_is_asked_after_until_it_is_over",
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "case_id",
            "case_id",
            insert=True,
            change=True,
            only=("answer", "answered_on", "ask_on", "outcome", "outcome_on", "words"),
        )

    def __str__(self) -> str:
        return f"onward referral on {self.case_id}"
