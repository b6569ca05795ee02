from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import UNLESS_KNOWN, Agency, Scheme, Signature
from referrals.models.age_path import AgePath
from referrals.models.person import PersonDetails


class ReferralState(models.TextChoices):
    RECEIVED = "received", "Received"
    INFORMATION_NEEDED = "information_needed", "More information needed"
    ACCEPTED = "accepted", "Accepted"
    REDIRECTED = "redirected", "Sent on to another service"
    REFUSED = "refused", "Not accepted"
    # It came in with a spreadsheet, and the import was undone before anybody worked on it.
    WITHDRAWN = "withdrawn", "Taken back: import undone"


WAITING = (ReferralState.RECEIVED, ReferralState.INFORMATION_NEEDED)


class Source(models.TextChoices):
    """Through which door it came. Each asks only what whoever stands there can know."""

    SELF = "self", "The person themselves"
    CUSTODY = "custody", "Custody"
    POLICE = "police", "Police"
    COUNCIL = "council", "Council"
    PROBATION = "probation", "Probation"
    HEALTH = "health", "Health"
    OTHER = "other", "Another service"


class Referral(PersonDetails):
    """What a referrer asked for, frozen as it was sent. Only its state moves, by triage."""

    id = keys.primary("referral")
    reference = models.CharField(max_length=20, unique=True, default=keys.reference, editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    referring_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Nobody of ours where somebody asked for help themselves, or came by a link; then the agency is the one
    # whose door it is. Nor where a records system of the agency sent it.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The key of the form it was sent from. By it a link worker learns which referral a slip came with.
    sent_as = models.UUIDField(null=True, editable=False, db_index=True)
    source = models.CharField(max_length=20, choices=Source)
    state = models.CharField(max_length=20, choices=ReferralState, default=ReferralState.RECEIVED)
    received_at = models.DateTimeField()
    first_contact_due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)  # while the sender is asked for more
    # Until when triage lets the clock stand still, and why in the scheme's word: for lists. It is in the past
    # once the clock goes on by itself; the deadline was moved on when it was paused.
    paused_until = models.DateTimeField(null=True, blank=True)
    paused_because = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # The agency of whoever told it, where a caseworker wrote it down: for the lists.
    told_from = models.CharField(max_length=200, blank=True)
    # Of the disposal that came with it, for the lists.
    disposal_due_on = models.DateField(null=True, blank=True)
    # Of the custody desk, for the lists: contact is due by then, while it is known where the person is.
    release_expected_at = models.DateTimeField(null=True, blank=True)
    # The open case that it joined, where it is of somebody known: the bare key, since cases point back here.
    joined_case_id = models.UUIDField(null=True, editable=False)
    # Said by somebody who asks for help themselves, for the list: what they said stands with the details.
    is_urgent = models.BooleanField(default=False)
    # On which basis in law the provider holds it: the scheme's for that way in, on that day.
    lawful_basis = models.CharField(max_length=30, choices=Signature.Basis, blank=True)
    # By age on the day it was received; where the date of birth leaves it open, as somebody chose.
    age_path = models.CharField("pathway", max_length=20, choices=AgePath, default=AgePath.ADULT)
    urgent_said = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # its closed words
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
            models.CheckConstraint(
                condition=models.Q(paused_until__isnull=True, paused_because="")
                | (models.Q(paused_until__isnull=False) & ~models.Q(paused_because="")),
                name="referral_paused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(joined_case_id__isnull=True) | models.Q(state="accepted"),
                name="referral_joined_is_accepted",
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
        named = rows.Open("id", "referral_id", change=True)
        referrer = machine = rows.Add("referring_agency_id", "agency_id")
        public = invited = rows.Add("provider_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return self.reference

    @property
    def sender(self) -> str:
        """Who sent it: an agency, whoever told it to the provider, or the person."""
        if self.source == Source.SELF:
            return str(Source.SELF.label)
        return self.told_from or self.referring_agency.name

    @property
    def came_with(self) -> Any:
        """The details of its door."""
        beside = {Source.CUSTODY: "custody", Source.SELF: "self_referral"}
        return getattr(self, beside.get(Source(self.source), "professional"))

    @property
    def has_status(self) -> bool:
        """Whether whoever sent it reads a word of what became of it."""
        return self.has_sender and (not self.told_from or self.came_by_link)

    @property
    def came_by_link(self) -> bool:
        """Whether a colleague without an account wrote it, by a link they were sent."""
        return bool(self.told_from) and self.sent_by_id is None

    @property
    def came_by_machine(self) -> bool:
        """Whether a records system of the agency sent it, and nobody there pressed a button."""
        return self.has_sender and not self.told_from and self.sent_by_id is None

    @property
    def has_sender(self) -> bool:
        """Whether somebody beside the person sent or told it, who can be asked."""
        return self.source != Source.SELF


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
        indexes = [
            models.Index(fields=["referring_agency", "-sent_at", "-id"], name="status_of_sender"),
            models.Index(fields=["changed_on"], name="status_by_change"),  # for whoever is told of changes
        ]

    class Rows:
        referrer = machine = rows.See("referring_agency_id", "agency_id", insert=True)
        # Not by agency: the list of handles would tell of what is restricted.
        casework = named = rows.Open("referral_key", "referral_id", change=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = False
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return self.reference
