from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme


class Tracing(models.Model):
    """Somebody was taken on, and nobody is linked to them: who was harmed is to be found out. Keys and
    closed words alone; never changed, but for how it stands.

    SAFETY: the reference points down and is a bare key, like that of a link. Who the person is can be asked
    of a function of the database by link work alone, and never of anybody restricted.
    """

    class State(models.TextChoices):
        WAITS = "waits", "To be traced"
        LINKED = "linked", "Linked to a survivor"
        NOBODY = "nobody", "Nobody can be identified"
        CLOSED = "closed", "The case was closed"

    id = keys.primary("tracing")
    client_id = models.UUIDField(unique=True)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITS)
    opened_at = models.DateTimeField()
    heard_in = models.UUIDField()  # the announcement that it was last opened by
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opened_at", "id"]
        indexes = [
            models.Index(
                fields=["support_agency", "opened_at", "id"], name="tracing_waits", condition=Q(state="waits")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waits", ended_at=None) | (~Q(state="waits") & Q(ended_at__isnull=False)),
                name="tracing_ended_at_a_moment",
            ),
        ]

    class Rows:
        linkwork = rows.See("support_agency_id", "agency_id", change=True, only=("state", "ended_at"))
        courier = rows.Carry("client_id")
        safety_system = rows.Carry("client_id", insert=False, change=False)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"tracing {self.pk}"


class TracingEnding(models.Model):
    """By whom a tracing was ended, and why nobody can be identified. A row of its own, since the courier,
    who reads every tracing, is to read nothing that anybody typed."""

    id = keys.primary("tracing-ending")
    tracing = models.ForeignKey(Tracing, on_delete=models.PROTECT, related_name="endings")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=Tracing.State)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ["-ended_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="nobody") | ~Q(reason=""), name="nobody_identified_for_a_reason"
            ),
        ]

    class Rows:
        linkwork = rows.See("support_agency_id", "agency_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"ending of {self.tracing_id}"
