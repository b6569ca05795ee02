"""Messages on their way out: which letter, about what, and how far it got. Never to whom, or what it says.

SAFETY: one table a side. When somebody who supports survivors was written to tells that something
happened there.
"""

import datetime as dt

from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.delivery.letters import LETTERS, LetterKind, Sending


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being handed over"
    SENT = "sent", "Handed over"
    DELIVERED = "delivered", "Delivered"
    WITHHELD = "withheld", "Not sent: it no longer had to be, or might not"
    FAILED = "failed", "Could not be delivered"
    UNKNOWN = "unknown", "May have been sent"


OPEN = (State.WAITING, State.SENDING)


class Message(models.Model):
    """A row a message, written in the transaction of its cause. The key is also the reference by which
    a provider knows it."""

    letter = models.SlugField("kind of letter", max_length=40)
    agency_id = models.UUIDField(null=True, blank=True)  # of whoever caused it
    subject_id = models.UUIDField()
    recipient_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()  # when to take it up next: to send it, or to ask what became of it
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    reference = models.CharField("the provider's reference", max_length=100, blank=True)
    error = models.CharField("class of the last error", max_length=60, blank=True)
    told_late_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["state", "due_at"], condition=Q(state__in=OPEN), name="%(class)s_waiting"),
            models.Index(fields=["due_at"], condition=Q(state=State.SENT), name="%(class)s_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.SENDING) | Q(lease_until__isnull=False),
                name="%(class)s_sending_is_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} of {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def kind(self) -> LetterKind:
        return LETTERS[self.letter]

    def is_leased(self, at: dt.datetime) -> bool:
        return self.lease_until is not None and at < self.lease_until

    @property
    def sending(self) -> Sending:
        return Sending(self.pk, self.subject_id, self.recipient_id, self.agency_id)


class ChangeMessage(Message):
    id = keys.primary("change-message")

    class Meta(Message.Meta):
        verbose_name = "message"

    class Rows:
        courier = rows.Carry("made_at")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class SafetyMessage(Message):
    id = keys.primary("safety-message")

    class Meta(Message.Meta):
        verbose_name = "message"

    class Rows:
        courier = rows.Carry("made_at")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


class AccountMessage(Message):
    """To workers about their accounts."""

    id = keys.primary("account-message")

    class Meta(Message.Meta):
        verbose_name = "message"

    class Rows:
        courier = rows.Carry("made_at")

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP


MESSAGES: dict[Side, type[Message]] = {
    Side.SAFETY: SafetyMessage,  # first, wherever sides are gone through: it cannot wait
    Side.CHANGE: ChangeMessage,
    Side.NEITHER: AccountMessage,
}


class Line(models.Model):
    """How the line to a provider is: after an error it rests, longer each time, so that nobody is
    hammered and thousands do not go out at once when it comes back."""

    id = keys.primary("line")
    provider = models.CharField(max_length=20, unique=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)

    class Rows:
        courier = rows.Carry("provider")

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "passing"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.provider
