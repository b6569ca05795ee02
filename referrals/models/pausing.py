"""Why a clock stands still for a while, and until which day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.models.referral import Referral
from referrals.models.wording import SchemeWord, SchemeWords


class PauseReason(models.TextChoices):
    """Why nobody can get in touch yet. Counted by these words, shown in those of the scheme."""

    HOSPITAL = "hospital", "In hospital"
    CUSTODY = "custody", "In custody elsewhere"
    COURT = "court", "Proceedings come first"
    SENDER_WAITS = "sender_waits", "The sender asked us to wait"
    AWAY = "away", "Away, and back on a day that is known"
    OTHER = "other", "Another reason"


class PauseWord(SchemeWord):
    """What a scheme calls one reason, as it does with refusals."""

    id = keys.primary("pause-word")
    reason = models.CharField(max_length=20, choices=PauseReason)

    class Meta:
        ordering = ["reason"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "reason"], name="pause_worded_once_a_scheme"),
            models.CheckConstraint(condition=~Q(words=""), name="pause_word_says_something"),
        ]

    def __str__(self) -> str:
        return f"word of {self.scheme_id} for {self.reason}"


class PauseWords(SchemeWords):
    reasons: ClassVar = PauseReason
    model: ClassVar = PauseWord


class Pause(models.Model):
    """That the clock of a referral stands still from a moment until a day, and why. Each is a row; the
    deadline is what it was, moved on by the working days between. It goes on by itself.

    Beyond the days that the scheme leaves to a caseworker, a manager agrees: what was asked for beyond them
    stands in `wanted_until_on` until somebody answers.
    """

    id = keys.primary("pause")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="pauses")
    # Copied: whoever agrees reads no referral.
    reference = models.CharField(max_length=20)
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=PauseReason)
    said = models.CharField(max_length=200)  # the scheme's words for the reason on that day
    words = models.CharField("what is known", max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The deadline as it stood, from which the clock goes on.
    due_at = models.DateTimeField()
    until_on = models.DateField("paused until")
    wanted_until_on = models.DateField(null=True, blank=True)
    is_agreed = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField("what the manager said", max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # earlier than its day
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("at__date")), name="pause_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(wanted_until_on__isnull=True) | Q(wanted_until_on__gte=F("until_on")),
                name="pause_asks_for_more_than_it_has",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed__isnull=True, answered_by__isnull=True, answered_at__isnull=True)
                | Q(
                    wanted_until_on__isnull=False,
                    is_agreed__isnull=False,
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
                name="pause_answered_by_somebody",
            ),
            # Nobody agrees to what they asked for themselves.
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("by")),
                name="pause_agreed_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("at"), ended_by__isnull=False),
                name="pause_ended_by_somebody",
            ),
        ]

    class Rows:
        casework = rows.Open(
            "referral_id", "referral_id", insert=True, change=True, only=("ended_at", "ended_by_id")
        )
        named = rows.Open(
            "referral_id",
            "referral_id",
            insert=True,
            change=True,
            only=("ended_at", "ended_by_id", "is_restricted"),
        )
        # Which clock is asked about, why and until when, and nothing of whom.
        change_manager = rows.See("provider_agency_id", "agency_id", unless="is_restricted")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"pause of {self.referral_id}"

    @property
    def waits_for_answer(self) -> bool:
        return self.wanted_until_on is not None and self.is_agreed is None and self.ended_at is None
