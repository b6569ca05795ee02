from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import UNLESS_KNOWN, Agency, Scheme
from referrals.models.person import PersonDetails


class ReferralState(models.TextChoices):
    RECEIVED = "received", "Received"
    INFORMATION_NEEDED = "information_needed", "More information needed"
    ACCEPTED = "accepted", "Accepted"
    REDIRECTED = "redirected", "Sent on to another service"
    REFUSED = "refused", "Not accepted"


WAITING = (ReferralState.RECEIVED, ReferralState.INFORMATION_NEEDED)


class Referral(PersonDetails):
    """What a referrer asked for, frozen as it was sent. Only its state moves, by triage."""

    id = keys.primary("referral")
    reference = models.CharField(max_length=20, unique=True, default=keys.reference, editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The key of the form it was sent from. By it a link worker learns which referral a slip came with.
    sent_as = models.UUIDField(null=True, editable=False, db_index=True)
    source = models.CharField(max_length=20, choices={"custody": "Custody"}, default="custody")
    state = models.CharField(max_length=20, choices=ReferralState, default=ReferralState.RECEIVED)
    received_at = models.DateTimeField()
    first_contact_due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)  # while the sender is asked for more
    decided_at = models.DateTimeField(null=True, blank=True)
    is_restricted = models.BooleanField(default=False)
    name_key = models.CharField(max_length=801, blank=True)  # see Case.name_key

    class Meta:
        ordering = ["first_contact_due_at", "id"]
        indexes = [
            # In the order of the list itself: by state first, two states would have to be sorted together.
            models.Index(
                fields=["provider_agency", "first_contact_due_at", "id"],
                condition=models.Q(state__in=WAITING),
                name="referral_inbox",
            ),
            models.Index(fields=["provider_agency", "name_key"], name="referral_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=WAITING, decided_at__isnull=True)
                | (~models.Q(state__in=WAITING) & models.Q(decided_at__isnull=False)),
                name="referral_decided_with_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(state="information_needed", paused_at__isnull=False)
                | (~models.Q(state="information_needed") & models.Q(paused_at__isnull=True)),
                name="referral_paused_while_it_is_asked_about",
            ),
        ]

    class Rows:
        casework = rows.See(
            "provider_agency_id", "agency_id", change=True, unless="is_restricted", bar=UNLESS_KNOWN
        )
        safeguarding = rows.See("provider_agency_id", "agency_id", unless="is_restricted")
        named = rows.Open("id", "referral_id", change=True)
        referrer = rows.Add("referring_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return self.reference


class CustodyDetails(models.Model):
    """What a custody officer knows beside the person: the arrest, fitness, the interview, the way out.

    The alleged offence stays an allegation. Whether the person agrees never affects custody.
    """

    class Fit(models.TextChoices):
        YES = "yes", "Yes"
        NOT_YET = "not_yet", "Not yet"
        NOT_ASSESSED = "not_assessed", "Not assessed"

    class AppropriateAdult(models.TextChoices):
        NOT_NEEDED = "not_needed", "Not needed"
        NEEDED = "needed", "Needed, not here yet"
        PRESENT = "present", "Needed and present"

    class Interview(models.TextChoices):
        BEFORE = "before", "Not interviewed yet"
        AFTER = "after", "Interviewed"
        NONE = "none", "No interview planned"

    class Agrees(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_ASKED = "not_asked", "Not asked: unsafe or unfit"

    class Outcome(models.TextChoices):
        IN_CUSTODY = "in_custody", "Still in custody"
        BAILED = "bailed", "Bailed"
        RUI = "rui", "Released under investigation"
        CHARGED = "charged", "Charged"
        CAUTION = "caution", "Conditional caution"
        NFA = "nfa", "No further action"

    class Marker(models.TextChoices):
        """Risk to the staff who will meet the person."""

        WEAPONS = "weapons", "Weapons"
        VIOLENCE = "violence", "Violence towards staff"
        SELF_HARM = "self_harm", "Self-harm or suicide"
        MENTAL_HEALTH = "mental_health", "Mental health"
        DRUGS = "drugs", "Drugs or alcohol"
        DOGS = "dogs", "Dogs at the address"

    id = keys.primary("custody-details")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="custody")
    # Copied down: a referrer may add a row of the own agency, and can look nothing up to prove it.
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    custody_record_number = models.CharField(max_length=40)
    pnc_id = models.CharField("PNC ID", max_length=40, blank=True)
    crime_number = models.CharField(max_length=40, blank=True)
    arrested_at = models.DateTimeField(null=True, blank=True)
    alleged_offence = models.CharField(max_length=200, blank=True)
    officer_in_case = models.CharField("officer in the case", max_length=200, blank=True)
    fit_to_talk = models.CharField("fit and sober to talk", max_length=20, choices=Fit)
    appropriate_adult = models.CharField(max_length=20, choices=AppropriateAdult)
    interview = models.CharField(max_length=20, choices=Interview, blank=True)
    agrees = models.CharField("agrees to be contacted", max_length=20, choices=Agrees)
    outcome = models.CharField(max_length=20, choices=Outcome)
    release_expected_at = models.DateTimeField(null=True, blank=True)
    bail_conditions = models.TextField(max_length=2000, blank=True)
    return_on = models.DateField("bail return or court date", null=True, blank=True)
    markers = ArrayField(models.CharField(max_length=20, choices=Marker), default=list, blank=True)
    anything_else = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "custody details"

    class Rows:
        casework = named = rows.Open("referral_id", "referral_id")
        referrer = rows.Add("referring_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"custody details of {self.referral_id}"


class ReferralStatus(models.Model):
    """All that a referrer's agency may ever see of what it sent: the handle, a word, a day.

    SAFETY: it holds no name and nothing that triage decided beyond the word. A status that said more
    would tell a colleague of the person, or the person's relative in uniform, where the case stands.
    """

    class Word(models.TextChoices):
        RECEIVED = "received", "Received"
        INFORMATION_NEEDED = "information_needed", "More information needed"
        ACCEPTED = "accepted", "Accepted"
        # Said, so that nobody sends the person twice; to whom, and why, is not.
        REDIRECTED = "redirected", "Sent on to another service"
        REFUSED = "refused", "Not accepted"
        # And the last there is: that it ended would read as if somebody were safe now.
        STARTED = "started", "Started"

    id = keys.primary("referral-status")
    reference = models.CharField(max_length=20, unique=True)
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Copied down, so that triage can move the word of the one referral that is open.
    referral_key = models.UUIDField(db_index=True)
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=20, choices=Word, default=Word.RECEIVED)
    sent_at = models.DateTimeField()
    changed_on = models.DateField()

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name_plural = "referral statuses"
        indexes = [models.Index(fields=["referring_agency", "-sent_at", "-id"], name="status_of_sender")]

    class Rows:
        referrer = rows.See("referring_agency_id", "agency_id", insert=True)
        # Not by agency: the list of handles would tell of what is restricted.
        casework = named = rows.Open("referral_key", "referral_id", change=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = False
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return self.reference
