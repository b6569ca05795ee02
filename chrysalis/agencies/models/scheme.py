from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models.agency import Agency
from chrysalis.versions import Versioned


class Scheme(Versioned):
    """A commissioned service: which agencies work together, where, and through which front door."""

    id = keys.primary("scheme")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="led_schemes")
    # The provider whose inbox a referral reaches.
    front_door = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="front_door_of")
    # Who receives what is told of somebody harmed, where the area names nobody; the first by name, if empty.
    partner_support = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The clocks, in working days of the front door's nation. Defaults: each scheme sets its own.
    first_contact_working_days = models.PositiveSmallIntegerField(default=2)
    assessment_working_days = models.PositiveSmallIntegerField(default=10)
    # For how many days a caseworker may let the clock of a referral stand still without asking a manager.
    pause_days = models.PositiveSmallIntegerField(default=14)
    minimum_age = models.PositiveSmallIntegerField(default=18)
    # Where it takes young people: from which age younger ones are sent on to somebody else, and not turned
    # away at the door.
    sent_on_age = models.PositiveSmallIntegerField(default=8)
    # By when an out-of-court disposal is usually and exceptionally to be complied with, counted from the
    # day it was given: a summary offence can be charged for six months. And how long ahead to say so.
    disposal_weeks = models.PositiveSmallIntegerField(default=16)
    disposal_weeks_at_most = models.PositiveSmallIntegerField(default=20)
    disposal_days_ahead = models.PositiveSmallIntegerField(default=14)
    # How long what somebody asked by telephone or at the door is kept, where nothing comes of it.
    enquiry_days = models.PositiveSmallIntegerField(default=28)
    # How long a referral that is not sent is kept, from when somebody last wrote in it; and how long ahead of
    # its end to say so.
    unsent_days = models.PositiveSmallIntegerField(default=30)
    unsent_days_ahead = models.PositiveSmallIntegerField(default=5)
    # How long ahead of the end of an order to say so; and within how many working days children's or adult
    # services are to say that they have a safeguarding referral, before it is chased.
    order_days_ahead = models.PositiveSmallIntegerField(default=14)
    acknowledgement_working_days = models.PositiveSmallIntegerField(default=1)
    # After how many days it is asked what came of sending somebody on for other help.
    onward_days = models.PositiveSmallIntegerField(default=14)

    class Meta:
        ordering = ["name"]

    class Rows:
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """An agency's part in a scheme."""

    class Part(models.TextChoices):
        REFERRER = "referrer", "refers"
        PROVIDER = "provider", "provides"
        PARTNER_SUPPORT = "partner_support", "supports partners"
        COMMISSIONER = "commissioner", "commissions"
        OVERSIGHT = "oversight", "oversees"

    id = keys.primary("participation")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="participations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="participations")
    part = models.CharField(max_length=20, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "agency", "part"], name="participation_once"),
        ]

    class Rows:
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.agency_id} {self.part}"


class Area(Versioned):
    """A community safety partnership: the small table that places are counted by."""

    id = keys.primary("area")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="areas")
    # Copied from the scheme, so that who may edit is one plain comparison.
    kept_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="kept_areas")
    name = models.CharField("name of the area", max_length=200)
    code = models.CharField("ONS code", max_length=9, blank=True, help_text="For example E22000190")
    # Who receives what is told of somebody who lives here; empty where the scheme's own does.
    partner_support = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["scheme", "name"], name="area_name_once_a_scheme")]

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
