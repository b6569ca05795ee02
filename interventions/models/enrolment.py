from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import UNLESS_KNOWN, Agency, Scheme
from chrysalis.versions import Versioned
from interventions.models.agreement import ClientAgreement
from interventions.models.capacity import Capacity
from interventions.models.version import ProgrammeVersion
from referrals.models import Case, Client


class EnrolmentState(models.TextChoices):
    WAITING = "waiting", "Waiting for a place"
    BOOKED = "booked", "Place booked"
    ACTIVE = "active", "Attending"
    PAUSED = "paused", "Paused"
    COMPLETED = "completed", "Completed"
    PART_COMPLETED = "part_completed", "Part completed"
    WITHDREW = "withdrew", "Withdrew"
    WITHDRAWN_BY_SERVICE = "withdrawn_by_service", "Place ended by the service"
    HANDED_OVER = "handed_over", "Handed over"


HOLDING = (EnrolmentState.BOOKED, EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
OPEN = (EnrolmentState.WAITING, *HOLDING)


class Enrolment(Versioned):
    """One person's place on one programme, or in the queue for it, under the version it began with.

    Lists read the columns copied here, so that a waiting list opens no case.

    SAFETY: what the start gate answers is asked each time and written nowhere: the moment at which it
    changed would tell that somebody harmed had answered.
    """

    id = keys.primary("enrolment")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enrolments")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="enrolments")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    programme_version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="+")
    programme = models.SlugField(max_length=40)  # copied from the version
    capacity = models.ForeignKey(Capacity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        ClientAgreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, choices=EnrolmentState, default=EnrolmentState.WAITING)
    waiting_since = models.DateTimeField()
    waits_for = models.CharField("why it waits", max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    exit_review_on = models.DateField("exit review held on", null=True, blank=True)
    start_overridden = models.BooleanField(default=False)
    person_name = models.CharField(max_length=802)
    reference = models.CharField(max_length=20)
    # Compared with what workers declared of people they know.
    name_key = models.CharField(max_length=801, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["waiting_since", "id"]
        indexes = [
            models.Index(
                fields=["provider_agency", "state", "waiting_since", "id"],
                include=["is_restricted"],
                name="enrolment_by_state",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "programme"], condition=Q(state__in=OPEN), name="one_place_a_programme"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HOLDING) | Q(starts_on__isnull=False, agreement__isnull=False),
                name="place_held_has_a_start_and_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(starts_on__isnull=True, capacity__isnull=True),
                name="whoever_waits_holds_no_place",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_on__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_on__isnull=False)),
                name="enrolment_ended_on_a_day",
            ),
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
        # To let a start go ahead, a manager has to see whose it is.
        change_manager = rows.See(
            "provider_agency_id",
            "agency_id",
            change=True,
            unless="is_restricted",
            only=("start_overridden", "version", "state", "ended_on"),
        )
        # A register names those on it, and moves their places on; of the case behind it, nothing.
        facilitator = rows.See(
            "provider_agency_id",
            "agency_id",
            change=True,
            unless="is_restricted",
            bar=UNLESS_KNOWN,
            only=("state", "version"),
        )
        named = rows.Open(
            "case_id", "case_id", insert=True, change=True, owner=("provider_agency_id", "agency_id")
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"enrolment {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class EnrolmentStep(models.Model):
    """One transition of a place: who moved it, when, from where to where, and why. Never changed."""

    id = keys.primary("enrolment-step")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="steps")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    transition = models.SlugField(max_length=40)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20)
    starts_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    class Rows:
        # A register moves several places on at once, and opens none of the cases.
        casework = named = rows.Open(
            "case_id", "case_id", insert=True, owner=("provider_agency_id", "agency_id")
        )
        change_manager = facilitator = rows.Add("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"{self.transition} of {self.enrolment_id}"
