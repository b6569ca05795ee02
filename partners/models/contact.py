"""What came of each attempt to reach a survivor, and what the survivor wants. Added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from partners.models.survivor import SafeContact, Survivor, Tier


THEIRS = "theirs"
BY_WHICH_WAY = [*SafeContact.Channel.choices, (THEIRS, "They got in touch with us")]


class SurvivorContact(models.Model):
    """One attempt to reach a survivor, by one way, or the time that they came to us.

    SAFETY: an attempt counts towards beginning a programme only as one of several at different times; what
    is written here is never read by anybody who works with the person referred.
    """

    class Outcome(models.TextChoices):
        SPOKE = "spoke", "Spoke with them"
        NO_ANSWER = "no_answer", "No answer"
        MESSAGE = "message", "Left or sent a message, as agreed"
        DROPPED = "dropped", "The call dropped"
        NOT_SAFE_NOW = "not_safe_now", "They said that it is not safe now"
        SOMEONE_ELSE = "someone_else", "Another person answered"
        NOT_THEIRS = "not_theirs", "The number or address is not theirs"

    # After these a way is unsafe until the survivor says otherwise.
    FREEZING = (Outcome.NOT_SAFE_NOW, Outcome.SOMEONE_ELSE, Outcome.NOT_THEIRS)

    id = keys.primary("survivor-contact")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="contacts")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    way = models.ForeignKey(SafeContact, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=BY_WHICH_WAY)
    outcome = models.CharField(max_length=20, choices=Outcome)
    account = models.TextField(blank=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["survivor", "-made_at", "-id"], name="contact_of_survivor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__isnull=False) | Q(channel=THEIRS), name="contact_by_a_way"
            ),
        ]

    class Rows:
        linkwork = rows.Open(
            "survivor_id", "survivor_id", insert=True, owner=("support_agency_id", "agency_id")
        )

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"contact with {self.survivor_id}"


class Engagement(models.Model):
    """What a survivor wants, from the day they said so, and why; the newest holds. They may change it at
    any time, and nobody on the other side learns that they did."""

    id = keys.primary("engagement")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="engagements")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField("support wanted", max_length=20, choices=Tier)
    reason = models.TextField()
    service = models.CharField("service, and who there", max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["survivor", "-recorded_at", "-id"], name="engagement_of_survivor")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="engagement_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(tier="supported_elsewhere") | ~Q(service=""), name="supported_by_a_named_service"
            ),
        ]

    class Rows:
        linkwork = rows.Open(
            "survivor_id", "survivor_id", insert=True, owner=("support_agency_id", "agency_id")
        )

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"engagement of {self.survivor_id}"
