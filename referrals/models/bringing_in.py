"""Referrals brought in from a spreadsheet: the import, the file until it is read, and a row for each line.

SAFETY: rows here hold what somebody's spreadsheet held, before anybody looked at it. Whoever brought it reads
it, in the place in which they brought it, and nobody beside them; what told of somebody harmed is left out
before a row is written.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Membership, Scheme


class ImportState(models.TextChoices):
    READING = "reading", "Being read"
    MATCHING = "matching", "Columns to match"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked, not added"
    RUNNING = "running", "Being added"
    STOPPED = "stopped", "Stopped on the way"
    DONE = "done", "Done"
    UNDOING = "undoing", "Being taken back"
    UNDONE = "undone", "Taken back"
    DISCARDED = "discarded", "Thrown away"
    FAILED = "failed", "Could not be read"


UNDER_WAY = (ImportState.READING, ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)


class Why(models.TextChoices):
    """Why a file could not be read, or an import did not come to its end."""

    EMPTY = "empty", "There are no rows below the headings"
    NO_SHEET = "no_sheet", "There is no visible sheet in the file"
    OLD = "old", "It is an old Excel file, or has a password. Save it as .xlsx or .csv, without a password"
    MACROS = "macros", "It holds macros. Save it as .xlsx or .csv, which cannot"
    TOO_LARGE = "too_large", "It unpacks to far more than a sheet of referrals. Save the one sheet as .csv"
    TOO_MANY = "too_many", "It has more rows than may be brought in at once. Split it"
    BROKEN = "broken", "It is no spreadsheet that can be read. Save it as .xlsx or .csv"
    LEFT = "left", "Your place, or what you may do, changed on the way"
    TROUBLE = "trouble", "Something went wrong on our side"


class MayName(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No, I have looked"
    UNSURE = "unsure", "Not sure"


# What the worker reads of an import without wearing anybody's hat: no word that somebody typed.
CLOSED_OF_IMPORT = ("id", "membership_id", "agency_id", "state", "attempts", "why", "begun_at", "ended_at")


class Import(models.Model):
    """One spreadsheet, from its upload to whatever became of its rows."""

    id = keys.primary("import")
    handle = models.CharField(max_length=20, unique=True, default=keys.import_handle, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("what it is", max_length=100)
    may_name = models.CharField("whether it may name anyone harmed", max_length=10, choices=MayName)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    headings = ArrayField(models.TextField(), default=list)
    left_out = ArrayField(models.TextField(), default=list)  # headings of columns that were not kept
    other_sheets = models.PositiveSmallIntegerField(default=0)
    # By field, the column that it is in, and what every row says where its cell is empty.
    columns = models.JSONField(default=dict)
    for_all = models.JSONField(default=dict)
    rows_read = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)  # of what is going on now
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField()  # when somebody last asked something of it
    ended_at = models.DateTimeField(null=True)
    undo_until = models.DateTimeField(null=True)  # until then its rows are kept
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-begun_at", "-id"]
        indexes = [
            models.Index(fields=["membership", "-begun_at", "-id"], name="import_of_bringer"),
            models.Index(
                fields=["begun_at", "id"],
                condition=Q(state__in=["reading", "checking", "running", "undoing"]),
                name="import_under_way",
            ),
        ]

    class Rows:
        casework = rows.See("membership_id", "membership_id", insert=True, change=True)
        courier = rows.Carry(
            "begun_at", insert=False, columns=CLOSED_OF_IMPORT, only=("state", "attempts", "why", "ended_at")
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.handle

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def percent(self) -> int:
        return min(100, 100 * self.rows_done // self.rows_read) if self.rows_read else 0


class ImportFile(models.Model):
    """What was uploaded, sealed, until the worker has read it: minutes. Then it is emptied, and swept."""

    id = keys.primary("import-file")
    brought_in = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="file")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    sweep_after = models.DateTimeField()

    class Meta:
        ordering = ["sweep_after"]

    class Rows:
        casework = rows.See("membership_id", "membership_id", insert=True, change=True)
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "passing"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"file of {self.brought_in_id}"


class ImportRow(models.Model):
    """One line of a spreadsheet: what it said, what is wrong with it, and what was made of it."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked yet"
        READY = "ready", "Will be added"
        FAULT = "fault", "Has a fault"
        ALREADY = "already", "Probably already there"
        ADDED = "added", "Added"
        TAKEN_BACK = "taken_back", "Taken back"
        STAYS = "stays", "Could not be taken back"

    id = keys.primary("import-row")
    brought_in = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows", db_index=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()  # as the spreadsheet counts
    cells = ArrayField(models.TextField(), default=list)
    state = models.CharField(max_length=10, choices=State, default=State.UNCHECKED)
    said = models.TextField(blank=True)  # what is wrong, a line for each column; or why it stays
    key = models.CharField(max_length=40, blank=True)
    referral_key = models.UUIDField(null=True)
    sweep_after = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["number", "id"]
        indexes = [
            models.Index(fields=["brought_in", "state", "number"], name="import_row_in_turn"),
            models.Index(fields=["membership", "key"], name="import_row_known_again"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["brought_in", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(state__in=["added", "taken_back", "stays"], referral_key__isnull=False)
                | (~Q(state__in=["added", "taken_back", "stays"]) & Q(referral_key__isnull=True)),
                name="import_row_added_as_a_referral",
            ),
        ]

    class Rows:
        casework = rows.See("membership_id", "membership_id", insert=True, change=True)
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "draft"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"row {self.number} of {self.brought_in_id}"
