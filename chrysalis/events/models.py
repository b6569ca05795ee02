"""The outbox, what has to be done with what is in it, and what the service gave up doing.

SAFETY: a row here holds keys, moments, closed words and the class of an error, and never its text: a
database error quotes what was typed. Nobody but the courier reads the outbox: that a slip was sealed
tells that somebody told.
"""

from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


class Announcement(models.Model):
    """What happened. Put in by whoever did it; the courier notes, once, that its listeners were found."""

    id = keys.primary("announcement")
    event = models.CharField(max_length=60)
    facts = models.JSONField()
    subject_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)
    announced_at = models.DateTimeField()
    fanned_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["announced_at", "id"]
        indexes = [
            models.Index(
                fields=["announced_at", "id"], condition=Q(fanned_out_at=None), name="announcement_waiting"
            )
        ]

    class Rows:
        courier = rows.Carry("announced_at")
        app = rows.Add("agency_id", "agency_id")
        everyone = public = invited = machine = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY  # it holds what both sides announce, and so is kept as the stricter one
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.event} at {self.announced_at:%Y-%m-%d %H:%M}"


class Errand(models.Model):
    """One thing to do: what one handler does with one announcement, or what falls due at a moment.

    Each try is counted before it begins, so that one which kills the worker ends like one which raises.
    The lease covers the moment between the two; from there on the lock on the row is the lease.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "To be done"
        DONE = "done", "Done"
        DEAD = "dead", "Given up"

    id = keys.primary("errand")
    handler = models.CharField(max_length=100)
    announcement = models.ForeignKey(
        Announcement, null=True, on_delete=models.PROTECT, related_name="errands", db_index=False
    )
    facts = models.JSONField(default=dict)  # of what falls due; an announcement has its own
    line = models.CharField(max_length=60, blank=True)  # in it, earlier ones about the subject go first
    subject_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_class = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="errand_waiting"),
            models.Index(
                fields=["line", "subject_id", "made_at"],
                condition=Q(state="waiting") & ~Q(line=""),
                name="errand_in_order",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "handler"], name="heard_once_by_each"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | ~Q(state="waiting") & Q(ended_at__isnull=False),
                name="errand_ended_at_a_moment",
            ),
        ]

    class Rows:
        courier = rows.Carry("due_at")
        app = rows.Add("agency_id", "agency_id")
        everyone = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.handler}, {self.state}"


class Snag(models.Model):
    """Something that the service gave up doing, for a person to mend. Whoever owns it sees what it was,
    when, and the class of the error, and no record."""

    class Outcome(models.TextChoices):
        AGAIN = "again", "Tried again"
        CLOSED = "closed", "Closed"

    errand_id = models.UUIDField()
    handler = models.CharField(max_length=100)
    event = models.CharField(max_length=60, blank=True)
    agency_id = models.UUIDField(null=True)  # none where nobody could be found to own it
    given_up_at = models.DateTimeField()
    error_class = models.CharField(max_length=100)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.TextField("why nothing more needs doing", max_length=2000, blank=True)

    class Meta:
        abstract = True
        ordering = ["-given_up_at", "-id"]
        indexes = [models.Index(fields=["agency_id", "-given_up_at", "-id"], name="%(class)s_by_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by_id=None, outcome="")
                | Q(closed_at__isnull=False, closed_by_id__isnull=False) & ~Q(outcome=""),
                name="%(class)s_closed_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.handler} at {self.given_up_at:%Y-%m-%d %H:%M}"


class ChangeSnag(Snag):
    id = keys.primary("change-snag")

    class Meta(Snag.Meta):
        verbose_name = "snag"

    class Rows:
        change_manager = rows.See("agency_id", "agency_id", change=True)
        courier = rows.Raise("closed_at")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class SafetySnag(Snag):
    id = keys.primary("safety-snag")

    class Meta(Snag.Meta):
        verbose_name = "snag"

    class Rows:
        safety_manager = rows.See("agency_id", "agency_id", change=True)
        courier = rows.Raise("closed_at")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class AccountSnag(Snag):
    """What is of neither side: never about a case."""

    id = keys.primary("account-snag")

    class Meta(Snag.Meta):
        verbose_name = "snag"

    class Rows:
        app = rows.See("agency_id", "agency_id", change=True)
        courier = rows.Raise("closed_at")

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


SNAGS: dict[Side, type[Snag]] = {
    Side.CHANGE: ChangeSnag,
    Side.SAFETY: SafetySnag,
    Side.NEITHER: AccountSnag,
}
