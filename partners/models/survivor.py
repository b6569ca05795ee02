"""Survivors, and how they may be reached.

SAFETY: nothing on the other side may point here, count these rows or learn that one exists. Who finds
out that a partner or former partner spoke to a support service can hurt or kill her, him or them.
"""

import datetime as dt

from django.conf import settings
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.risk.models.records import LEVELS
from chrysalis.versions import Versioned


class Tier(models.TextChoices):
    """What a survivor wants of the service, as they last said; or what stands in the way."""

    NOT_ASKED = "not_asked", "Not asked yet"
    FULL_SUPPORT = "full_support", "Full support"
    UPDATES_ONLY = "updates_only", "Updates only"
    INFORMATION_ONCE = "information_once", "Information once"
    NO_CONTACT_WANTED = "no_contact_wanted", "No contact wanted"
    UNSAFE_TO_CONTACT = "unsafe_to_contact", "Unsafe to contact"
    SUPPORTED_ELSEWHERE = "supported_elsewhere", "Supported by another service"
    NOT_IDENTIFIED = "not_identified", "Not identified"


class Survivor(Versioned):
    """Somebody harmed, whom a partner support service supports. Each has a record alone: two survivors of
    one person never learn of each other."""

    id = keys.primary("survivor")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    link_worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=400)
    # What to call the person when somebody else may be listening.
    name_to_use = models.CharField("agreed name to use", max_length=400, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)  # as much as is known: "1990", "1990-03"
    language = models.CharField("language, where an interpreter is needed", max_length=100, blank=True)
    # Copied from the newest `Engagement`, since lists and notices ask for it.
    tier = models.CharField("support wanted", max_length=20, choices=Tier, default=Tier.NOT_ASKED)
    recorded_at = models.DateTimeField()
    # The grade of danger to this survivor in force, and by when it is reviewed.
    grade = models.CharField(max_length=10, choices=LEVELS, blank=True)
    grade_review_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["support_agency", "name", "id"], name="survivor_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grade="", grade_review_on__isnull=True)
                | (~models.Q(grade="") & models.Q(grade_review_on__isnull=False)),
                name="survivor_grade_has_a_review",
            ),
        ]

    class Rows:
        linkwork = rows.See("support_agency_id", "agency_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"survivor {self.pk}"

    @property
    def spoken_name(self) -> str:
        """What to call the person where somebody else may be listening."""
        return self.name_to_use or self.name


class SafeContact(models.Model):
    """One way to reach a survivor, and how safe it was when somebody last said so. Never changed: what is
    learnt later is a new row, and the newest of each way holds.

    SAFETY: "unsafe" tells of the way, never of the person, and is where every way begins. A number that
    somebody else gave as safe allows one live call, with an identity check first: no voicemail, no text.
    """

    class Channel(models.TextChoices):
        CALL = "call", "Telephone call"
        TEXT = "text", "Text message"
        WHATSAPP = "whatsapp", "WhatsApp"
        EMAIL = "email", "E-mail"
        POST = "post", "Letter"
        IN_PERSON = "in_person", "In person"
        PROFESSIONAL = "professional", "Through another professional"

    class Device(models.TextChoices):
        NOT_KNOWN = "not_known", "Not known"
        OWN = "own", "Nobody else uses it"
        SHARED = "shared", "Shared with somebody"
        WATCHED = "watched", "May be watched or looked through"
        POLICE = "police", "Police hold it"

    class State(models.TextChoices):
        UNSAFE = "unsafe", "Unsafe, or not known to be safe"
        STATED = "stated", "Stated safe by somebody else"
        CONFIRMED = "confirmed", "Confirmed safe by the survivor"

    id = keys.primary("safe-contact")
    survivor = models.ForeignKey(Survivor, on_delete=models.PROTECT, related_name="safe_contacts")
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel)
    value = models.CharField("number or address", max_length=1000)
    state = models.CharField(max_length=20, choices=State, default=State.UNSAFE)
    stated_by = models.CharField(max_length=400, blank=True)
    # What a slip said beside it, in the words of whoever wrote that. SAFETY: "he checks the phone" stands
    # before the number until a link worker has learnt the safe hours and recorded the way anew.
    told_with_it = models.TextField(blank=True)
    told_by = models.CharField("whose words those are", max_length=400, blank=True)
    hours = models.CharField("safe days and hours", max_length=400, blank=True)
    voicemail = models.BooleanField("a message may be left", default=False)
    may_show_number = models.BooleanField("our number may be shown", default=False)
    code_phrase = models.CharField("phrase that confirms who is speaking", max_length=200, blank=True)
    not_safe_phrase = models.CharField("phrase that says: not safe now", max_length=200, blank=True)
    who_else = models.CharField("who else may answer", max_length=400, blank=True)
    if_another = models.CharField("what to do if another person answers", max_length=400, blank=True)
    if_dropped = models.CharField("what to do if the call drops", max_length=400, blank=True)
    device = models.CharField(
        "is the device shared or watched?", max_length=20, choices=Device, default=Device.NOT_KNOWN
    )
    expires_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="stated") | ~models.Q(stated_by=""),
                name="stated_safe_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(expires_on__isnull=False),
                name="confirmed_safe_until_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state="confirmed") | models.Q(voicemail=False),
                name="message_only_where_confirmed",
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
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"way to reach {self.survivor_id}"

    def has_expired(self, *, on: dt.date) -> bool:
        return self.expires_on is not None and self.expires_on < on
