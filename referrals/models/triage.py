"""What triage does beside accepting: it asks the sender, sends on, or refuses."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.versions import Versioned
from referrals.models.referral import Referral, ReferralState
from referrals.models.wording import SchemeWord, SchemeWords


class NextService(Versioned):
    """Another service to which a scheme sends people on whom it cannot take."""

    id = keys.primary("next-service")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    # Copied from the scheme, so that who may edit is one plain comparison.
    kept_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("name of the service", max_length=200)
    takes = models.CharField("whom it takes", max_length=300, blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    is_retired = models.BooleanField("no longer offered", default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="next_service_name_once_a_scheme")
        ]

    class Rows:
        app = rows.See("kept_by_id", "agency_id", insert=True, change=True)
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.name


class Refusal(models.TextChoices):
    """Why a referral is not taken. Counted by these words, shown in those of the scheme."""

    OUTSIDE_AREA = "outside_area", "Lives outside the area"
    TOO_YOUNG = "too_young", "Younger than the service takes"
    OTHER_HARM = "other_harm", "Not about domestic abuse or stalking"
    ALREADY_HERE = "already_here", "Already with the service"
    SAID_NO = "said_no", "Does not want contact"
    OTHER_HELP_FIRST = "other_help_first", "Needs other help first"
    PROCEEDINGS = "proceedings", "Court proceedings stand in the way"
    OTHER = "other", "Another reason"


class RefusalWord(SchemeWord):
    """What a scheme calls one reason for not taking somebody."""

    id = keys.primary("refusal-word")
    reason = models.CharField(max_length=20, choices=Refusal)

    class Meta:
        ordering = ["reason"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "reason"], name="refusal_worded_once_a_scheme"),
            models.CheckConstraint(condition=~Q(words=""), name="refusal_word_says_something"),
        ]

    def __str__(self) -> str:
        return f"word of {self.scheme_id} for {self.reason}"


class RefusalWords(SchemeWords):
    reasons: ClassVar = Refusal
    model: ClassVar = RefusalWord


class Question(models.Model):
    """What triage asks of whoever sent a referral. While it is open, the clock stands still.

    SAFETY: the one text of ours that goes back to a sender, where a colleague or a relative of the person
    may read it. It says what is missing, and nothing of what is known here.
    """

    class Kind(models.TextChoices):
        REACHING = "reaching", "How to reach the person"
        IDENTITY = "identity", "Who the person is"
        STANDING = "standing", "Where things stand with police or the court"
        RELEASE = "release", "When the person leaves custody"
        NEEDS = "needs", "What the person needs to take part"
        AGREES = "agrees", "Whether the person agrees to be contacted"
        OTHER = "other", "Something else"

    id = keys.primary("question")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="questions")
    # Copied down: the sender reads the question, and can look nothing up.
    reference = models.CharField(max_length=20)
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # The deadline as it stood, from which the clock goes on.
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # answered, or decided without an answer

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(closed_at__isnull=True), name="question_open_once"
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "referral_id", "referral_id", insert=True, change=True, only=("closed_at",)
        )
        referrer = rows.See("referring_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"question on {self.referral_id}"

    @property
    def state(self) -> ReferralState:
        """How the referral stands, as far as its sender can know."""
        return ReferralState.RECEIVED if self.closed_at else ReferralState.INFORMATION_NEEDED


class Answer(models.Model):
    """What came back: written by the sender, who does not see it again, or told by telephone."""

    class How(models.TextChoices):
        WRITTEN = "written", "Written by the sender"
        TELEPHONE = "telephone", "By telephone"

    id = keys.primary("answer")
    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="answer")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, choices=How)
    words = models.CharField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    class Rows:
        casework = named = rows.Open("referral_id", "referral_id", insert=True)
        referrer = rows.Add("referring_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"answer on {self.referral_id}"


class Decision(models.Model):
    """That a referral was not taken: sent on, or refused, and why. The sender sees the word alone."""

    class Kind(models.TextChoices):
        REDIRECT = "redirect", "Sent on to another service"
        REFUSE = "refuse", "Not accepted"

    id = keys.primary("decision")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="decision")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    next_service = models.ForeignKey(
        NextService, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=20, choices=Refusal)
    said = models.CharField(max_length=200)  # the scheme's words for the reason on that day
    explanation = models.CharField(max_length=2000, blank=True)  # stays here
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="redirect", next_service__isnull=False)
                | Q(kind="refuse", next_service__isnull=True),
                name="decision_sends_on_to_somebody",
            ),
        ]

    class Rows:
        casework = named = rows.Open("referral_id", "referral_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"decision on {self.referral_id}"
