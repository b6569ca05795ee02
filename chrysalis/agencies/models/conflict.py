from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models.agency import Agency


class Conflict(models.Model):
    """A worker's declaration: I know this person outside work. It shuts the worker out of every case of
    somebody of that name and date of birth, and tells the safeguarding leads why.

    The name is kept as its key alone (`matching.py`): enough to compare, and to say it back.
    """

    class Kind(models.TextChoices):
        RELATIVE = "relative", "Relative or in-law"
        PARTNER = "partner", "Partner or ex-partner"
        FRIEND = "friend", "Friend or neighbour"
        WORK = "work", "Works, or worked, with me"
        OTHER = "other", "Another connection"

    id = keys.primary("conflict")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name_key = models.CharField(max_length=801)
    date_of_birth = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # empty while it stands
    ask_again_on = models.DateField()
    # Of another name by which the same person is recorded: what it follows from, and the bare key of that
    # record. It stands as long as both do, is asked of nobody, and is on no list.
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    recorded_as = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-since", "id"]
        indexes = [models.Index(fields=["worker", "until"], name="conflict_of_worker")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True, recorded_as__isnull=True)
                | models.Q(follows__isnull=False, recorded_as__isnull=False),
                name="conflict_follows_of_a_record",
            )
        ]

    class Rows:
        casework = named = facilitator = rows.See("worker_id", "worker_id", insert=True, change=True)
        safeguarding = rows.See("agency_id", "agency_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"{self.kind} of {self.worker_id}"


# SAFETY: a worker who knows the person could warn them, or find whoever hides from them. So the database
# itself gives such a worker no row, and not the queries alone. A date known in part contradicts nothing.
# The names are asked for once a statement; only a row of such a name is compared by its date.
UNLESS_KNOWN = rows.Bar(
    ("name_key", "date_of_birth"),
    """NOT (
        {name_key} IN (
            SELECT known.name_key FROM agencies_conflict known
            WHERE known.worker_id = {worker} AND known.until IS NULL
        ) AND EXISTS (
            SELECT 1 FROM agencies_conflict known
            WHERE known.worker_id = {worker} AND known.until IS NULL
              AND known.name_key = {name_key}
              AND (known.date_of_birth ^@ {date_of_birth} OR {date_of_birth} ^@ known.date_of_birth)
        )
    )""",
)
