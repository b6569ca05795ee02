from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import UNLESS_KNOWN, Agency
from chrysalis.versions import Versioned
from interventions.models.enrolment import Enrolment
from interventions.models.group import ProgrammeGroup
from referrals.models import Case, Client


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Meeting(Versioned):
    """One dated meeting. Its version is that of its register: who saves a register says which they saw."""

    number = models.PositiveSmallIntegerField()
    module = models.CharField(max_length=100, blank=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    reason = models.CharField("why it was cancelled", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(reason="") | ~Q(state="cancelled") & Q(reason=""),
                name="%(class)s_cancelled_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="%(class)s_takes_time"),
        ]

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED


class GroupSession(Meeting):
    """One session of a group."""

    id = keys.primary("group-session")
    group = models.ForeignKey(ProgrammeGroup, on_delete=models.PROTECT, related_name="sessions")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta(Meeting.Meta):
        indexes = [models.Index(fields=["provider_agency", "starts_at", "id"], name="session_by_time")]
        constraints = [
            *Meeting.Meta.constraints,
            models.UniqueConstraint(fields=["group", "number"], name="session_numbered_once"),
            models.UniqueConstraint(fields=["group", "starts_at"], name="one_session_at_a_time"),
        ]

    class Rows:
        casework = rows.See("provider_agency_id", "agency_id", insert=True, change=True)
        facilitator = rows.See("provider_agency_id", "agency_id", change=True)
        change_manager = rows.See("provider_agency_id", "agency_id")
        named = rows.See("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"session {self.number} of {self.group_id}"


class Appointment(Meeting):
    """One meeting with one person. Lists read the columns copied here."""

    id = keys.primary("appointment")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="appointments")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    with_worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=802)
    name_key = models.CharField(max_length=801, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    is_restricted = models.BooleanField(default=False)

    class Meta(Meeting.Meta):
        indexes = [
            models.Index(
                fields=["provider_agency", "starts_at", "id"],
                include=["is_restricted"],
                name="appointment_by_time",
            )
        ]
        constraints = [
            *Meeting.Meta.constraints,
            models.UniqueConstraint(fields=["enrolment", "number"], name="appointment_numbered_once"),
            models.UniqueConstraint(fields=["enrolment", "starts_at"], name="one_appointment_at_a_time"),
        ]

    class Rows:
        casework = rows.See(
            "provider_agency_id",
            "agency_id",
            insert=True,
            change=True,
            unless="is_restricted",
            bar=UNLESS_KNOWN,
        )
        facilitator = rows.See(
            "provider_agency_id", "agency_id", change=True, unless="is_restricted", bar=UNLESS_KNOWN
        )
        named = rows.Open("case_id", "case_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"appointment {self.number} of {self.enrolment_id}"


class SessionNote(models.Model):
    """What one facilitator writes after a session: what was done, and what the facilitators said to each
    other afterwards. Each of them writes one; added, never changed."""

    id = keys.primary("session-note")
    session = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="notes")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    content = models.TextField("what was done", max_length=4000)
    debrief = models.TextField("debrief", max_length=4000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    class Rows:
        casework = facilitator = rows.See("provider_agency_id", "agency_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"note on {self.session_id}"
