"""What was asked to be printed, and what was printed.

SAFETY: a document for somebody outside is nobody's until it is released: its row names no owner, and so
no row of the wall shows it. Whoever could read it first could take out what was found, print it again,
and learn from the difference where somebody lives.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Membership, Scheme


class State(models.TextChoices):
    WAITING = "waiting", "Waiting to be made"
    MAKING = "making", "Being made"
    CHECKING = "checking", "Checking before it leaves"
    RELEASED = "released", "Ready"
    RETURNED = "returned", "Returned: third-party information"
    FAILED = "failed", "Could not be made"


class Why(models.TextChoices):
    """Why there is no document."""

    LEFT = "left", "Your place, or what you may do, changed before it was made"
    GONE = "gone", "What it is about is no longer shown to you"
    TOO_LONG = "too_long", "It has more pages than may be printed: ask for less"
    TOO_SLOW = "too_slow", "It took too long to print: ask for less"
    TOO_OFTEN = "too_often", "It was returned too often. Your manager knows. Speak with them first"
    BROKEN = "broken", "Something went wrong in printing. Ask again, or ring support"


# What the worker reads and moves; not to whom a document goes, which somebody typed.
CLOSED = (
    "id", "handle", "report", "membership_id", "agency_id", "scheme_id", "subject_id", "period", "state",
    "progress", "why", "asked_at", "attempts", "leased_until", "ended_at", "answer_at",
)  # fmt: skip
MOVED = ("state", "progress", "why", "attempts", "leased_until", "ended_at", "answer_at")


class ReportRun(models.Model):
    """One document asked for by one worker in one place, and how far it is."""

    id = keys.primary("report-run")
    handle = models.CharField(max_length=20, unique=True)
    report = models.SlugField(max_length=40)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, null=True, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField(null=True)
    period = models.CharField(max_length=7, blank=True)  # such as 2026-Q3
    recipient = models.CharField("who it goes to", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer_at = models.DateTimeField(null=True)  # the set time at which it hears of the check

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["membership", "-asked_at", "-id"], name="report_run_of_asker"),
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(state__in=["waiting", "making"]),
                name="report_run_to_make",
            ),
            models.Index(fields=["answer_at"], condition=Q(state="checking"), name="report_run_to_answer"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="report_run_done_at_a_hundred"),
            models.CheckConstraint(
                condition=~Q(state="checking") | Q(answer_at__isnull=False),
                name="report_run_checked_until_a_set_time",
            ),
        ]

    class Rows:
        change_side = rows.See("membership_id", "membership_id", insert=True)
        courier = rows.Carry("asked_at", insert=False, columns=CLOSED, only=MOVED)
        # For as long as it waits to leave, and no longer.
        release = rows.Carry("answer_at", insert=False, change=False)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return self.handle

    @property
    def is_under_way(self) -> bool:
        return self.state in (State.WAITING, State.MAKING)


class Document(models.Model):
    """What was printed, as it was printed. `membership` is whose it is; nobody's until it is released."""

    id = keys.primary("document")
    run = models.OneToOneField(ReportRun, on_delete=models.PROTECT, related_name="document")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    # What the check reads: the words that were printed, whom they are about, and what is theirs.
    words = models.TextField(blank=True)
    clients = ArrayField(models.UUIDField(), default=list)
    own = ArrayField(models.TextField(), default=list)
    checks_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    class Rows:
        change_side = rows.See("membership_id", "membership_id")
        courier = rows.Carry(
            "made_at",
            columns=("id", "run_id", "membership_id", "sha256", "pages", "made_at", "checks_since"),
            only=("membership_id", "checks_since"),
        )
        release = rows.Carry("checks_since", insert=False, change=False)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"document of {self.run_id}"
