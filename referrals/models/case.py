import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Least

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import UNLESS_KNOWN, Agency, Scheme, Signature
from chrysalis.risk.models.records import LEVELS
from chrysalis.versions import Versioned
from referrals.models.person import Client
from referrals.models.referral import Referral


# What is due at no time comes after everything that is due.
LAST_MOMENT = dt.datetime.max.replace(tzinfo=dt.UTC)


class CaseState(models.TextChoices):
    CONTACTING = "contacting", "Making first contact"
    ASSESSMENT = "assessment", "Waiting for assessment"
    WAITING = "waiting", "Waiting to begin a programme"
    ACTIVE = "active", "On a programme"
    HANDED_OVER = "handed_over", "Handed over"
    CLOSED = "closed", "Closed"


OVER = (CaseState.HANDED_OVER, CaseState.CLOSED)


class Ending(models.TextChoices):
    """How a case ended. None of them says that anybody changed."""

    COMPLETED = "completed", "Completed what was planned"
    PART_COMPLETED = "part_completed", "Completed part of what was planned"
    WITHDREW = "withdrew", "Withdrew"
    WITHDRAWN_BY_SERVICE = "withdrawn_by_service", "Ended by the service"
    DECLINED = "declined", "Did not want to take part"
    NOT_SUITABLE = "not_suitable", "Not suitable now"
    NOT_REACHED = "not_reached", "Could not be reached"
    MOVED_AWAY = "moved_away", "Moved out of the area"
    DIED = "died", "Died"


class Pathway(models.Model):
    """The legs of one journey together: each leg is a case with one provider."""

    id = keys.primary("pathway")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="pathways")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()

    class Meta:
        ordering = ["began_at"]

    class Rows:
        casework = named = rows.Open(
            "client_id", "client_id", insert=True, owner=("provider_agency_id", "agency_id")
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"pathway {self.pk}"


class Case(Versioned):
    """One leg of a journey, with exactly one provider agency.

    Lists read the columns copied here, so that a page of cases opens none of them.
    """

    id = keys.primary("case")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="cases")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="cases")
    # Copied from the client: the record that stands for all that are of one person; empty for most.
    joined_to = models.ForeignKey(Client, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # A leg begins with a referral, or with a handover from the leg before: the bare key of that, since a
    # handover points at the leg it came from.
    referral = models.OneToOneField(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="case"
    )
    handover_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # The referral that the journey began with: by its keys the person is found, whoever holds them.
    first_referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    allocated_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, choices=CaseState, default=CaseState.CONTACTING)
    opened_at = models.DateTimeField()
    ending = models.CharField(max_length=30, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    person_name = models.CharField(max_length=802)
    reference = models.CharField(max_length=20)
    # Compared with what workers declared of people they know.
    name_key = models.CharField(max_length=801, blank=True)
    date_of_birth = models.CharField(max_length=10, blank=True)
    # The next thing due, and why; empty when nothing is.
    next_action = models.CharField(max_length=200, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    # Beside it, the soonest of what was written on the case and falls due: an answer that is chased, an order
    # that ends. In closed words: lists of restricted cases show it.
    also_due = models.CharField(max_length=200, blank=True)
    also_due_at = models.DateTimeField(null=True, blank=True)
    # The grade in force, and by when it is reviewed; empty until somebody has judged.
    grade = models.CharField(max_length=10, choices=LEVELS, blank=True)
    grade_review_on = models.DateField(null=True, blank=True)
    # What staff have to be ready for, in words: of the markers that stand.
    be_ready_for = models.CharField(max_length=1000, blank=True)
    # What the tools completed point to, which is shown while nobody's grade holds yet.
    tool_grade = models.CharField(max_length=10, choices=LEVELS, blank=True)
    # That conditions or orders came with the referral, and by when a disposal is to be complied with.
    is_bound = models.BooleanField(default=False)
    # Whether the person asked for help themselves, and said how to be reached: so that every page says it.
    came_by_themselves = models.BooleanField(default=False)
    disposal_due_on = models.DateField(null=True, blank=True)
    # As the referral has it, until a `BasisChange` says otherwise; empty where the leg began with a handover.
    lawful_basis = models.CharField(max_length=30, choices=Signature.Basis, blank=True)
    is_restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [
            # With what the wall asks, so that counting reads the index alone.
            models.Index(
                fields=["provider_agency", "-opened_at", "-id"],
                include=["is_restricted", "name_key", "date_of_birth"],
                name="case_by_opening",
            ),
            # In the order of the list (`due` in views/lists/cases.py), so that a page reads what it shows.
            models.Index(
                "provider_agency",
                Coalesce(Least("next_due_at", "also_due_at"), LAST_MOMENT),
                "id",
                name="case_by_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_action="", next_due_at__isnull=True)
                | (~models.Q(next_action="") & models.Q(next_due_at__isnull=False)),
                name="case_next_action_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(also_due="", also_due_at__isnull=True)
                | (~models.Q(also_due="") & models.Q(also_due_at__isnull=False)),
                name="case_also_due_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(referral__isnull=False, handover_id__isnull=True)
                | models.Q(referral__isnull=True, handover_id__isnull=False),
                name="case_began_with_a_referral_or_a_handover",
            ),
            models.CheckConstraint(
                condition=(models.Q(state__in=OVER) & models.Q(ended_at__isnull=False))
                | (~models.Q(state__in=OVER) & models.Q(ended_at__isnull=True)),
                name="case_ended_with_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed", ending=""), name="case_closed_with_an_ending"
            ),
            models.CheckConstraint(
                condition=models.Q(grade="", grade_review_on__isnull=True)
                | (~models.Q(grade="") & models.Q(grade_review_on__isnull=False)),
                name="case_grade_has_a_review",
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
        safeguarding = rows.See("provider_agency_id", "agency_id", unless="is_restricted")
        named = rows.Open(
            "id", "case_id", insert=True, change=True, owner=("provider_agency_id", "agency_id")
        )

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def soonest(self) -> tuple[str, dt.datetime | None]:
        """What is due first, and when: the next step of the case, or something that was written on it."""
        if self.also_due_at and (self.next_due_at is None or self.also_due_at < self.next_due_at):
            return self.also_due, self.also_due_at
        return self.next_action, self.next_due_at

    @property
    def person_id(self) -> UUID:
        """The same for all cases that are of one person."""
        return self.joined_to_id or self.client_id


class Step(models.Model):
    """One transition of a case: who moved it, when, from where to where, and why. Never changed."""

    id = keys.primary("step")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    transition = models.SlugField(max_length=40)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"{self.transition} of {self.case_id}"


class ContactAttempt(models.Model):
    """One attempt to reach the person: how, what came of it, in the worker's words. Never changed."""

    class Channel(models.TextChoices):
        CALL = "call", "Telephone call"
        TEXT = "text", "Text message"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        IN_PERSON = "in_person", "In person"
        IN_CUSTODY = "in_custody", "In custody"

    class Outcome(models.TextChoices):
        REACHED = "reached", "Spoke with the person"
        DECLINED = "declined", "Spoke with the person, who does not want contact"
        NO_ANSWER = "no_answer", "No answer"
        VOICEMAIL = "voicemail", "Left a voicemail"
        SOMEONE_ELSE = "someone_else", "Somebody else answered"
        SENT = "sent", "Sent, no reply yet"
        WRONG = "wrong", "Number or address is wrong"

    SPOKEN = (Outcome.REACHED, Outcome.DECLINED)

    id = keys.primary("contact-attempt")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contact_attempts")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel)
    outcome = models.CharField(max_length=20, choices=Outcome)
    account = models.TextField("what happened", max_length=4000, blank=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at__lte=models.F("recorded_at")), name="contact_was_not_in_the_future"
            ),
        ]

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"contact on {self.case_id}"
