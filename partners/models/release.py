from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency


DECISION = ("state", "remark", "decided_by_id", "decided_at")


class ReleaseCheck(models.Model):
    """What came of checking one document that is to leave: one row for each service whose survivors it
    might name, or whose turn it is.

    SAFETY: the other side learns a word at a set time, and never that this row exists, what was found, where
    it stands, or who decided.
    """

    class State(models.TextChoices):
        CLEAR = "clear", "Nothing found"
        WAITING = "waiting", "To be decided"
        RELEASED = "released", "Released"
        RETURNED = "returned", "Returned"

    class Why(models.TextChoices):
        FOUND = "found", "Something was found"
        SAMPLE = "sample", "Drawn at random: nothing was found"

    id = keys.primary("release-check")
    run_id = models.UUIDField()  # of the document: a bare key, as every reference downwards
    # Who decides; empty where no service takes part, and nothing was found.
    support_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    handle = models.CharField(max_length=20)
    report = models.CharField("what it is", max_length=100)
    sent_by = models.CharField("who asked for it", max_length=200)
    recipient = models.CharField("who it goes to", max_length=200, blank=True)
    why = models.CharField("why it is here", max_length=10, choices=Why, blank=True)
    passages = models.JSONField(default=list)  # [what was found, the words around it]; of a sample, all of it
    state = models.CharField(max_length=10, choices=State)
    checked_at = models.DateTimeField()
    remark = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["checked_at", "id"]
        indexes = [
            models.Index(
                fields=["support_agency", "checked_at", "id"],
                condition=Q(state="waiting"),
                name="release_check_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["run_id", "support_agency"], nulls_distinct=False, name="checked_once_a_service"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["released", "returned"]) | Q(decided_at__isnull=False),
                name="release_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="clear") | Q(support_agency__isnull=False),
                name="release_waits_for_somebody",
            ),
        ]

    class Rows:
        safety_manager = rows.See("support_agency_id", "agency_id", change=True, only=DECISION)
        release = rows.Carry("checked_at")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"check of {self.run_id}"
