from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.models.case import Case
from referrals.models.person import Client


class JoiningState(models.TextChoices):
    PROPOSED = "proposed", "Waits for a second person"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Joining(models.Model):
    """That two records are of one person, or are not after all: who said so, why, and what a second person
    answered. Added, never rewritten.

    Nothing is moved by it. Each record keeps its own rows and whatever is added to it, and the two read as
    one for as long as such a row stands. Taken back, each is what it was before, with what came since.
    """

    class Kind(models.TextChoices):
        JOIN = "join", "One person"
        TRIAGE = "triage", "One person, said when the referral was accepted"  # by one worker
        PART = "part", "Two people after all"

    id = keys.primary("joining")
    kind = models.CharField(max_length=10, choices=Kind)
    # The pair in no order, and the case of each that was in front of whoever proposed it.
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    other_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("why", max_length=2000)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JoiningState, default=JoiningState.PROPOSED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField("what the second person said", max_length=1000, blank=True)
    parted_at = models.DateTimeField(null=True, blank=True)  # since when it stands no longer
    # Where one of the two cases is restricted: nothing of it may be seen beside the other.
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(client=F("other")), name="joining_of_two_records"),
            # Two who propose the same pair at once, from either side: one of them does.
            models.UniqueConstraint(
                Least("client", "other"),
                Greatest("client", "other"),
                condition=Q(state="proposed"),
                name="joining_proposed_once",
            ),
            models.UniqueConstraint(
                Least("client", "other"),
                Greatest("client", "other"),
                condition=Q(state="agreed", parted_at__isnull=True) & ~Q(kind="part"),
                name="joining_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="part", undoes__isnull=False) | (~Q(kind="part") & Q(undoes__isnull=True)),
                name="joining_parts_what_was_joined",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(state="proposed") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="joining_answered_by_somebody",
            ),
            # SAFETY: nobody agrees to what they proposed themselves, and only the proposer withdraws.
            models.CheckConstraint(
                condition=Q(kind="triage")
                | Q(state="proposed")
                | (Q(state="withdrawn") & Q(answered_by=F("proposed_by")))
                | (Q(state__in=("agreed", "declined")) & ~Q(answered_by=F("proposed_by"))),
                name="joining_answered_by_a_second",
            ),
        ]

    class Rows:
        # Of either, so that what was said in front of one is read in front of the other.
        casework = rows.Open(
            "client_id",
            "client_id",
            also="other_id",
            insert=True,
            change=True,
            unless="is_restricted",
            only=("state", "answered_by_id", "answered_at", "remark", "parted_at"),
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"{self.kind} of {self.client_id} and {self.other_id}"

    @property
    def stands(self) -> bool:
        return self.kind != self.Kind.PART and self.state == JoiningState.AGREED and self.parted_at is None
