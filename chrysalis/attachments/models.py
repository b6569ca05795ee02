"""What every table of attachments has. Each side has tables of its own: nothing here is one."""

from django.db import models
from django.db.models import Q

from chrysalis.attachments.kinds import Kind
from chrysalis.attachments.refusals import Why


class AttachmentState(models.TextChoices):
    QUARANTINED = "quarantined", "Being checked"
    CLEAN = "clean", "Checked"
    REFUSED = "refused", "Not taken"


class Attachment(models.Model):
    """A file that somebody sent. Nobody can open it before it is checked, and what is opened is never what
    was sent, but a copy that was made of it. What it was called is not kept: a name may be somebody's.

    `stored` names the file in the storage: as it was sent while it waits, the clean copy after; empty once it
    is refused.
    """

    title = models.CharField("what it is", max_length=100)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.words) for kind in Kind])
    size = models.PositiveIntegerField("bytes")
    state = models.CharField(
        max_length=12, choices=AttachmentState, default=AttachmentState.QUARANTINED, editable=False
    )
    why = models.CharField(
        "why it was not taken", max_length=20, blank=True, choices=[(why.value, why.said) for why in Why]
    )
    # A slug, since nobody types it; sweeps ask for it.
    stored = models.SlugField(max_length=100, blank=True, editable=False)
    sent_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="quarantined", checked_at__isnull=True) & ~Q(stored=""))
                | (Q(state="clean", checked_at__isnull=False) & ~Q(stored=""))
                | (Q(state="refused", checked_at__isnull=False, stored="") & ~Q(why="")),
                name="%(class)s_is_checked_or_waits",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="quarantined"), name="%(class)s_waits"),
        ]

    @property
    def is_clean(self) -> bool:
        return self.state == AttachmentState.CLEAN

    @property
    def is_waiting(self) -> bool:
        return self.state == AttachmentState.QUARANTINED

    @property
    def file_name(self) -> str:
        """What it is called on the disk of whoever opens it: nothing that anybody wrote."""
        return f"attachment-{str(self.pk)[:8]}.{Kind(self.kind).ending}"


# What the courier reads of any of them, and what it writes: nothing that tells whose it is.
CHECKED = ("id", "kind", "state", "stored", "attempts", "try_after")
VERDICT = ("state", "why", "stored", "size", "checked_at", "attempts", "try_after")
