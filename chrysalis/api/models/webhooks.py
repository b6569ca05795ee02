"""Where a records system is told "this changed, fetch it", and each telling on its way."""

from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.api.models.systems import RecordsSystem


class Webhook(models.Model):
    """One address of a records system. Its secret rests encrypted, since each call is signed with it; while
    another takes over, both sign."""

    id = keys.primary("webhook")
    system = models.ForeignKey(RecordsSystem, on_delete=models.PROTECT, related_name="webhooks")
    address = models.URLField(max_length=500)
    sealed_secret = models.BinaryField()
    sealed_former = models.BinaryField(default=b"")
    former_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["system"], condition=Q(ended_at__isnull=True), name="one_webhook_a_system"
            ),
        ]

    class Rows:
        """Nobody reads these under a hat; the system's page asks by system, for the address."""

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.address


class WebhookCall(models.Model):
    """That one referral changed, told to one address: tried until it is taken, or given up for a person to
    mend. It holds the handle, and neither the word nor whose referral it is."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        TAKEN = "taken", "Taken"
        GIVEN_UP = "given_up", "Given up"

    id = keys.primary("webhook-call")
    webhook_id = models.UUIDField()
    reference = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    said = models.CharField("what came back last", max_length=60, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="call_waiting")]

    class Rows:
        courier = rows.Carry("made_at")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"call of {self.made_at:%Y-%m-%d %H:%M}"
