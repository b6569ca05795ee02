"""From one provider to the next: what is handed over, and how far each leg of a journey has come."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import UNLESS_KNOWN, Agency, Scheme
from referrals.models.case import Case, CaseState, Pathway
from referrals.models.person import Client
from referrals.models.referral import Referral


class HandoverState(models.TextChoices):
    OFFERED = "offered", "Waiting for an answer"
    TAKEN = "taken", "Taken"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Handover(models.Model):
    """What one provider writes for the next, frozen as it was offered. Notes of the old leg never move."""

    class ToDo(models.TextChoices):
        FIRST_CONTACT = "first_contact", "Get in touch with the person"
        RELEASE = "release", "Record when the person leaves custody"
        AFTER_RELEASE = "after_release", "Meet the person after release"
        ASSESSMENT = "assessment", "Assess"
        RISK = "risk", "Look at risk again"
        PROGRAMME = "programme", "Find a place on a programme"
        HOUSING = "housing", "Help with housing"
        MONEY = "money", "Help with money, papers or a bank account"
        HEALTH = "health", "Help with health, drink or drugs"
        OTHER = "other", "Something else, in the summary"

    id = keys.primary("handover")
    from_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="handovers")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    first_referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # Who it is about, as the receiver reads it before the case is theirs.
    reference = models.CharField(max_length=20)
    person_name = models.CharField(max_length=802)
    name_key = models.CharField(max_length=801, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    summary = models.TextField(max_length=4000)
    to_do = ArrayField(models.CharField(max_length=20, choices=ToDo), default=list)
    state = models.CharField(max_length=20, choices=HandoverState, default=HandoverState.OFFERED)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    disposal_due_on = models.DateField(null=True, blank=True)  # as the case has it
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=1000, blank=True)
    # That the case was restricted since: nobody reads of it who is not named there.
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["to_agency", "state", "due_at", "id"], name="handover_inbox")]
        constraints = [
            models.UniqueConstraint(
                fields=["from_case"], condition=Q(state="offered"), name="handover_offered_once"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", settled_at__isnull=True)
                | (~Q(state="offered") & Q(settled_at__isnull=False)),
                name="handover_settled_with_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned", returned_because=""), name="handover_returned_for_a_reason"
            ),
        ]

    class Rows:
        casework = rows.See(
            "from_agency_id",
            "agency_id",
            also="to_agency_id",
            insert=True,
            change=True,
            unless="is_restricted",
            bar=UNLESS_KNOWN,
            only=("state", "settled_by_id", "settled_at", "returned_because"),
        )
        named = rows.Open(
            "from_case_id",
            "case_id",
            change=True,
            only=("state", "settled_by_id", "settled_at", "returned_because", "is_restricted"),
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"handover of {self.from_case_id}"


class LegProgress(models.Model):
    """How far one leg of a journey has come, for every provider on it: whose, a word, two days.

    A table of its own, since the leg itself is read by its own provider alone. Whoever has the person's
    case open reads the legs of that person.
    """

    id = keys.primary("leg-progress")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="progress")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=CaseState)
    began_on = models.DateField()
    changed_on = models.DateField()
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["began_on", "id"]
        verbose_name_plural = "progress of legs"

    class Rows:
        casework = rows.Open(
            "client_id",
            "client_id",
            insert=True,
            change=True,
            unless="is_restricted",
            owner=("provider_agency_id", "agency_id"),
            only=("state", "changed_on"),
        )
        named = rows.Open(
            "client_id",
            "client_id",
            insert=True,
            change=True,
            owner=("provider_agency_id", "agency_id"),
            only=("state", "changed_on", "is_restricted"),
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"progress of {self.case_id}"
