from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.versions import Versioned
from interventions.models.enrolment import Enrolment
from interventions.models.version import ProgrammeVersion


class ProgrammeGroup(Versioned):
    """One run of a programme for several people together: where and when they meet, and how many fit in."""

    id = keys.primary("programme-group")
    programme_version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="+")
    programme = models.SlugField(max_length=40)  # copied from the version
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("name of the group", max_length=120)
    venue = models.CharField("where it meets", max_length=200)
    starts_on = models.DateField("first session")
    meets_at = models.TimeField("time")
    minutes = models.PositiveSmallIntegerField("minutes a session")
    capacity = models.PositiveSmallIntegerField("people at most")

    class Meta:
        ordering = ["-starts_on", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["provider_agency", "name", "starts_on"], name="group_named_once"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="group_has_room"),
        ]

    class Rows:
        casework = rows.See("provider_agency_id", "agency_id", insert=True, change=True)
        facilitator = change_manager = named = rows.See("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return self.name


class GroupFacilitator(models.Model):
    """Who leads a group, from a day on. `until_on` is the first day on which they do not."""

    id = keys.primary("group-facilitator")
    group = models.ForeignKey(ProgrammeGroup, on_delete=models.PROTECT, related_name="facilitators")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "worker"], condition=Q(until_on=None), name="facilitates_a_group_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="facilitates_from_before_until",
            ),
        ]

    class Rows:
        casework = rows.See("provider_agency_id", "agency_id", insert=True, change=True)
        facilitator = change_manager = rows.See("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "account"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"{self.worker_id} leads {self.group_id}"


class GroupMember(models.Model):
    """One person in one group, from a day on. Moved to another group: this row ends and another begins, so
    that each session keeps the people who were in it.

    Keys and days alone: who it is stands on the enrolment, which not everybody who sees this may see.
    """

    id = keys.primary("group-member")
    group = models.ForeignKey(ProgrammeGroup, on_delete=models.PROTECT, related_name="members")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="groups")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day on which they are not

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(until_on=None), name="in_one_group_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="in_a_group_from_before_until",
            ),
        ]

    class Rows:
        casework = rows.See("provider_agency_id", "agency_id", insert=True, change=True)
        facilitator = change_manager = rows.See("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"{self.enrolment_id} in {self.group_id}"
