"""What is being written, and which forms were sent: a pair of tables a side.

SAFETY: what a link worker types of a survivor is a survivor's record before it is sent. It rests where
nobody of the other side, nor their erasures, copies and sweeps, ever has a grant.
"""

from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side


OWN = rows.See("worker_id", "worker_id", insert=True, change=True)


class Unsent(models.Model):
    """What somebody is writing, kept on the server until it is sent. Only its author sees it.

    The key is that of the rendered form: it names the draft, and makes sending it happen once.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.SlugField(max_length=60)
    subject_id = models.UUIDField(null=True, blank=True)
    sealed = models.BinaryField()
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    sweep_after = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Sent(models.Model):
    """A form that was sent, and the page it led to: sending it again leads to the same page."""

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    outcome = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    sweep_after = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"form key {self.key}"


class OfChange(privacy.Privacy):
    side = Side.CHANGE
    retention = "draft"
    subject_access = False
    after_erasure = privacy.Erasure.DELETE


class OfSafety(OfChange):
    side = Side.SAFETY


class Draft(Unsent):
    id = keys.primary("draft")

    class Meta(Unsent.Meta):
        indexes = [models.Index(fields=["worker", "-saved_at"], name="draft_of_worker")]

    class Rows:
        change_side = app = OWN
        change_system = rows.Sweep()

    class Privacy(OfChange):
        pass


class SafetyDraft(Unsent):
    id = keys.primary("safety-draft")

    class Meta(Unsent.Meta):
        indexes = [models.Index(fields=["worker", "-saved_at"], name="safety_draft_of_worker")]

    class Rows:
        safety_side = OWN
        safety_system = rows.Sweep()

    class Privacy(OfSafety):
        pass


class FormKey(Sent):
    id = keys.primary("form-key")

    class Meta(Sent.Meta):
        constraints = [models.UniqueConstraint(fields=["worker", "key"], name="form_sent_once")]

    class Rows:
        change_side = app = OWN
        change_system = rows.Sweep()

    class Privacy(OfChange):
        pass


class SafetyFormKey(Sent):
    id = keys.primary("safety-form-key")

    class Meta(Sent.Meta):
        constraints = [models.UniqueConstraint(fields=["worker", "key"], name="safety_form_sent_once")]

    class Rows:
        safety_side = OWN
        safety_system = rows.Sweep()

    class Privacy(OfSafety):
        pass


# Administrators, on neither side, write beside the change side: of nobody's case.
DRAFTS: dict[Side, type[Unsent]] = {
    Side.CHANGE: Draft,
    Side.NEITHER: Draft,
    Side.SAFETY: SafetyDraft,
}
FORM_KEYS: dict[Side, type[Sent]] = {
    Side.CHANGE: FormKey,
    Side.NEITHER: FormKey,
    Side.SAFETY: SafetyFormKey,
}
SWEEPERS: dict[Side, str] = {Side.CHANGE: "change_system", Side.SAFETY: "safety_system"}
