from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from chrysalis.agencies.models import UNLESS_KNOWN
from referrals.models.on_case import OnCase
from referrals.models.person import Client


# What may change of one: whose it is, how it ended; and what follows its case.
ENDS = ("worker_id", "ending", "ended_at", "ended_by_id", "ended_words")
FOLLOWS = ("person_name", "name_key", "date_of_birth", "is_restricted")


class Task(OnCase):
    """Something to do on a case: what, by which day, by whom. Never changed but for whose it is and how it
    ended: what is to be done otherwise is a further one.

    Read in front of the case, and in the list of whoever has it, which opens no case: so it holds what that
    list shows, and is hidden and corrected with the case.
    """

    class Ending(models.TextChoices):
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"
        TAKEN_ON = "taken_on", "Ended when another provider took the case on"

    id = keys.primary("task")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("what there is to do", max_length=500)
    due_on = models.DateField("by when")
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_words = models.CharField("what came of it", max_length=500, blank=True)
    person_name = models.CharField(max_length=802)
    reference = models.CharField(max_length=20)
    # Compared with what workers declared of people they know.
    name_key = models.CharField(max_length=801, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["worker", "due_on", "id"], condition=Q(ending=""), name="task_waiting_for_worker"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ending="", ended_at__isnull=True, ended_by__isnull=True, ended_words="")
                | (~Q(ending="") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="task_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(ending="not_needed", ended_words=""), name="task_not_needed_for_a_reason"
            ),
        ]

    class Rows:
        casework = rows.See(
            "provider_agency_id",
            "agency_id",
            insert=True,
            change=True,
            unless="is_restricted",
            bar=UNLESS_KNOWN,
            only=(*ENDS, *FOLLOWS),
        )
        named = rows.Open("case_id", "case_id", insert=True, change=True, only=(*ENDS, *FOLLOWS))

    def __str__(self) -> str:
        return f"task on {self.case_id}"
