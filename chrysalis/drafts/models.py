from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


class Draft(models.Model):
    """What somebody is writing, kept on the server until it is sent. Only its author sees it.

    The key is that of the rendered form: it names the draft, and makes sending it happen once.
    """

    id = keys.primary("draft")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.SlugField(max_length=60)
    subject_id = models.UUIDField(null=True, blank=True)
    sealed = models.BinaryField()
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    sweep_after = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["worker", "-saved_at"], name="draft_of_worker")]

    class Rows:
        everyone = app = rows.See("worker_id", "worker_id", insert=True, change=True)
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "draft"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"draft {self.pk}"


class FormKey(models.Model):
    """A form that was sent, and the page it led to: sending it again leads to the same page."""

    id = keys.primary("form-key")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    outcome = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    sweep_after = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [models.UniqueConstraint(fields=["worker", "key"], name="form_sent_once")]

    class Rows:
        everyone = app = rows.See("worker_id", "worker_id", insert=True, change=True)
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "draft"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"form key {self.key}"
