"""Restricted cases: somebody in uniform, a colleague, a relative of one, a person everybody knows.

A restriction stands on a referral from the moment it is sent or later, and goes with the case opened
from it. While it stands, the ordinary rows cannot be seen by anybody's ordinary role; those named open
them one at a time. None of these rows holds a name: a handle, what is due, and who may.
"""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.access.grants import OPEN, Grant
from chrysalis.agencies.models import Agency
from referrals.models.case import Case
from referrals.models.referral import Referral


class NextDue(models.Model):
    """What is due next on something restricted, copied so that a list opens none."""

    handle = models.CharField(max_length=20)
    next_action = models.CharField(max_length=200, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Restriction(NextDue):
    """That a referral, and its case, may be opened by named people alone: since when, why, until when.

    To lift one takes two leads: one asks, another agrees. Where there is only one, they lift it alone
    with a reason, and it is looked at again on the next working day.
    """

    id = keys.primary("restriction")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="restrictions")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="restrictions")
    # Of a leg that came by handover: then the referral is the one that the way began with, which is
    # another agency's, and is never opened with the case.
    is_of_leg = models.BooleanField(default=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # Copied down: a referrer may restrict what the own agency sends, and can look nothing up.
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    since = models.DateTimeField()
    # Nobody of ours where somebody who asked for help themselves said where they work.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lift_reason = models.CharField(max_length=1000, blank=True)
    lift_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    look_again_on = models.DateField(null=True)  # of one that was lifted by one lead alone
    looked_again_at = models.DateTimeField(null=True)  # and then nobody need look any more

    class Meta:
        ordering = ["-since", "id"]
        permissions = [(OPEN, "May open what is restricted")]
        indexes = [models.Index(fields=["agency", "-since", "id"], name="restriction_of_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "agency"],
                condition=Q(lifted_at__isnull=True),
                name="restricted_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="restriction_lifted_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | Q(look_again_on__isnull=False)
                | ~Q(lifted_by=models.F("lift_asked_by")),
                name="restriction_lifted_alone_is_looked_at_again",
            ),
        ]

    class Rows:
        safeguarding = named = rows.See("agency_id", "agency_id", insert=True, change=True)
        referrer = machine = rows.Add("referring_agency_id", "agency_id")
        public = invited = rows.Add("agency_id", "agency_id")
        casework = rows.Add("agency_id", "agency_id")  # of what they write down, and then see no more

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"restriction {self.pk}"

    @property
    def own_referral_id(self) -> UUID | None:
        """The referral that is restricted as well: the agency's own."""
        return None if self.is_of_leg else self.referral_id

    @property
    def stands(self) -> bool:
        return self.lifted_at is None


class RestrictedListing(Grant, NextDue):
    """That one worker may open what is restricted, and the line of it in that worker's own list.

    SAFETY: each worker sees the own lines and no other: the list of everyone's would be a list of whom
    to ask about a colleague's secret.
    """

    id = keys.primary("restricted-listing")
    # An ordinary related name: by it guardian finds this table, and not its general one.
    content_object = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="listings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Grant.Meta):
        ordering = ["next_due_at", "id"]
        indexes = [models.Index(fields=["user", "ends_at"], name="listing_of_worker")]

    class Rows:
        casework = information = change_manager = rows.See("user_id", "worker_id")
        change_system = rows.Sweep("ends_at")
        safeguarding = named = rows.See("agency_id", "agency_id", insert=True, change=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"listing {self.pk}"


class RestrictionAsk(models.Model):
    """Somebody who works on a case thinks that it should be restricted. The leads answer; nobody else reads
    that it was asked, or why."""

    class Answer(models.TextChoices):
        RESTRICTED = "restricted", "Restricted"
        NOT_NEEDED = "not_needed", "Not needed"

    id = keys.primary("restriction-ask")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    handle = models.CharField(max_length=20)
    reason = models.CharField(max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["agency", "asked_at", "id"], name="restriction_ask_of_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(answered_at__isnull=True), name="restriction_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="restriction_ask_answered_whole",
            ),
        ]

    class Rows:
        safeguarding = rows.See("agency_id", "agency_id", change=True)
        casework = rows.Add("agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"request to restrict {self.referral_id}"


class GlassBreak(models.Model):
    """Somebody who was not named opened something restricted for an hour: why, and what leads made of it."""

    class Outcome(models.TextChoices):
        RIGHT = "right", "It was right"
        AVOIDABLE = "avoidable", "It was meant well, and could have been avoided"
        WRONG = "wrong", "It was wrong, and is being followed up"

    id = keys.primary("glass-break")
    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="openings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "id"]
        indexes = [models.Index(fields=["agency", "-opened_at", "id"], name="glass_of_agency")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="glass_broken_for_a_reason"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("worker")),
                name="glass_reviewed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, outcome="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(outcome="")),
                name="glass_reviewed_with_an_outcome",
            ),
        ]

    class Rows:
        safeguarding = rows.See("agency_id", "agency_id", change=True)
        named = rows.Add("worker_id", "worker_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "log"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"opening of {self.restriction_id}"
