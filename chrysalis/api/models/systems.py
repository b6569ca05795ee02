"""Records systems that refer without a person: which agency's, for what, and what they show at the door.

SAFETY: a secret and a token are kept as digests. Reading these tables lets nobody in.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access.barriers import Side
from chrysalis.access.permissions import Permission
from chrysalis.access.rows import Reference, See
from chrysalis.agencies.models import Agency


class Purpose(models.TextChoices):
    """What a records system may be for: the words of the permissions that people hold."""

    REFER = Permission.REFERRAL_SUBMIT.slug, "Refer people"
    STATUS = Permission.REFERRAL_FOLLOW.slug, "Ask what became of what the agency sent"


class RecordsSystem(models.Model):
    """A system of an agency that may refer, or ask what became of it. Its key is its name at the door."""

    id = keys.primary("records-system")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="records_systems")
    name = models.CharField(max_length=100)
    purposes = ArrayField(models.CharField(max_length=30, choices=Purpose))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    class Rows:
        app = See("agency_id", "agency_id", insert=True, change=True)
        # By name alone, beside what the log says that it did.
        information = safety_information = Reference(columns=("id", "name"))

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.name


class Credential(models.Model):
    """A secret of a records system. Two may live at once, so that one takes over while the other still
    works; each stands in one of two slots."""

    class Slot(models.IntegerChoices):
        FIRST = 1, "First"
        SECOND = 2, "Second"

    id = keys.primary("credential")
    system = models.ForeignKey(RecordsSystem, on_delete=models.PROTECT, related_name="credentials")
    slot = models.PositiveSmallIntegerField(choices=Slot)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slot"], condition=Q(ended_at__isnull=True), name="two_secrets_at_once"
            ),
            models.CheckConstraint(condition=Q(slot__in=(1, 2)), name="credential_in_one_of_two_slots"),
        ]

    class Rows:
        """Nobody reads these under a hat; the system's page asks by system, for days."""

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"secret of {self.made_at:%Y-%m-%d}"


class AccessToken(models.Model):
    """What a records system was given for its secret: good for minutes, for some of its purposes."""

    id = keys.primary("access-token")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    purposes = ArrayField(models.CharField(max_length=30, choices=Purpose))
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    class Rows:
        """Nobody reads these under a hat."""

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "passing"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"token of {self.made_at:%Y-%m-%d %H:%M}"
