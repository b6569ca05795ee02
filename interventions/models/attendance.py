from django.conf import settings
from django.db import models
from django.db.models import F, Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from chrysalis.versions import Versioned
from interventions.catalogue.marks import Mark
from interventions.models.enrolment import Enrolment
from interventions.models.meeting import Appointment, GroupSession
from interventions.models.version import words_of
from referrals.models import Case


MARKS = words_of(Mark)


class Attendance(Versioned):
    """One person at one meeting: a closed word, and one line of the worker's own.

    Marked once a person and meeting, whoever marks it; what is corrected leaves what stood before in
    `EarlierMark`. Carries the provider, so that a register is read without opening a case.
    """

    id = keys.primary("attendance")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="attendances", db_index=False
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(
        GroupSession, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    met_at = models.DateTimeField()  # copied from the meeting
    module = models.CharField(max_length=100, blank=True)  # copied from the meeting
    mark = models.CharField(max_length=20, choices=MARKS)
    # Or missed at the end, of who left early.
    minutes_late = models.PositiveSmallIntegerField("minutes late", null=True, blank=True)
    line = models.CharField("in one line", max_length=200, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["met_at", "id"]
        indexes = [
            # With the provider, whom the wall asks for: else all marks of a provider are read beside it.
            models.Index(fields=["enrolment", "provider_agency", "met_at"], name="attendance_of_a_person"),
            models.Index(fields=["provider_agency", "met_at"], name="attendance_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "session"], name="marked_once_a_session"),
            models.UniqueConstraint(fields=["enrolment", "appointment"], name="marked_once_an_appointment"),
            models.CheckConstraint(
                condition=Q(session__isnull=False, appointment__isnull=True)
                | Q(session__isnull=True, appointment__isnull=False),
                name="attendance_is_of_one_meeting",
            ),
            models.CheckConstraint(condition=Q(marked_at__gte=F("met_at")), name="nobody_attends_the_future"),
            models.CheckConstraint(
                condition=Q(minutes_late__isnull=True) | Q(mark__in=["late", "left_early"]),
                name="minutes_where_late_or_left_early",
            ),
        ]

    class Rows:
        casework = facilitator = rows.See(
            "provider_agency_id", "agency_id", insert=True, change=True, unless="is_restricted"
        )
        named = rows.Open("case_id", "case_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"{self.mark} of {self.enrolment_id}"


class EarlierMark(models.Model):
    """What a register said before somebody corrected it. Added, never changed."""

    id = keys.primary("earlier-mark")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="earlier")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=20, choices=MARKS)
    minutes_late = models.PositiveSmallIntegerField(null=True, blank=True)
    line = models.CharField(max_length=200, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ["corrected_at", "id"]

    class Rows:
        casework = named = rows.Open(
            "case_id", "case_id", insert=True, owner=("provider_agency_id", "agency_id")
        )
        facilitator = rows.Add("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"{self.mark} before {self.attendance_id}"
