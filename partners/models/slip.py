"""Slips: what people on the other side, and referrers, tell of somebody harmed. Sealed as they are written.

SAFETY: a slip can be put in by everybody and read by the receiving partner support service alone: not
by whoever wrote it, nor by a colleague, nor by those who work with the person referred. Keys are made
in Python and no column has a default of the database's, since reading one back would need sight.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Area, Scheme
from partners.models.link import Relationship
from partners.models.survivor import Survivor


class SafeToRing(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Slip(models.Model):
    """That something was told, when and by which desk: all that the list of slips needs. Never changed, but
    for whether it waits."""

    id = keys.primary("slip")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    sending_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiving_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # Nobody of ours where the person referred told it of themselves, at the public door.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Who that was, where it was a professional without an account, by a link sent to their work e-mail.
    told_by = models.TextField(blank=True)
    # The key of the referrer's form that it stood beside: opaque, and there before the referral is.
    came_with = models.UUIDField(null=True)
    sealed_at = models.DateTimeField()
    # Until it has a filing. Said here too, since what is not there takes reading every slip to find.
    waits = models.BooleanField(default=True)
    # Said here too, for the lists: what it is, is read of the open slip alone.
    with_document = models.BooleanField(default=False)

    class Meta:
        ordering = ["sealed_at", "id"]
        indexes = [
            models.Index(fields=["receiving_agency", "sealed_at", "id"], name="slip_inbox"),
            models.Index(fields=["came_with"], name="slip_came_with"),
            models.Index(
                fields=["receiving_agency", "sealed_at", "id"], name="slip_waits", condition=Q(waits=True)
            ),
        ]

    class Rows:
        # SAFETY: what was told of somebody can be taken off the list, and never be rewritten or sent on.
        linkwork = rows.See("receiving_agency_id", "agency_id", change=True, only=("waits",))
        everyone = public = invited = machine = rows.Add("sending_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"slip {self.pk}"

    @property
    def sender(self) -> str:
        """The agency that told it, or who did by a link; at the public door, the person referred, beside
        whose referral it came, or whoever is harmed."""
        if self.told_by:
            return f"{self.told_by}, by a link"
        if not self.is_of_the_door:
            return self.sending_agency.name
        return "The person referred" if self.came_with else "Somebody harmed, on the public page"

    @property
    def is_of_the_door(self) -> bool:
        """Whether nobody of an agency told it: then it came through the door that it is sent from. A records
        system tells it for its own agency, which is at no door of the scheme."""
        return self.sent_by_id is None and self.sending_agency_id == self.scheme.front_door_id


class SlipDetails(models.Model):
    """What a slip says, as it was written. Read only while the slip is open. Nothing is limited in length
    or checked: a message about what was typed would have to repeat it."""

    id = keys.primary("slip-details")
    slip = models.OneToOneField(Slip, on_delete=models.PROTECT, related_name="details")
    # Copied down: whoever adds a row can look nothing up to prove whose it is.
    sending_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.TextField(blank=True)
    relationship = models.CharField(max_length=20, choices=Relationship, blank=True)
    telephone = models.TextField(blank=True)
    safe_to_ring = models.CharField(max_length=10, choices=SafeToRing, default=SafeToRing.NOT_KNOWN)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.TextField(blank=True)
    person_held = models.TextField("person referred", blank=True)
    anything_else = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "slip details"

    class Rows:
        linkwork = rows.Open("slip_id", "slip_id")
        everyone = public = invited = machine = rows.Add("sending_agency_id", "agency_id")

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"details of {self.slip_id}"


class SlipFiling(models.Model):
    """What became of a slip: to which survivor it was filed, or why there was nothing to file; by whom and
    when. A row of its own, so that what a slip says is never changed."""

    id = keys.primary("slip-filing")
    slip = models.OneToOneField(Slip, on_delete=models.PROTECT, related_name="filing")
    survivor = models.ForeignKey(Survivor, null=True, on_delete=models.PROTECT, related_name="filings")
    why_nothing = models.CharField("why there is nothing to file", max_length=1000, blank=True)
    support_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["-filed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(survivor__isnull=False, why_nothing="")
                | (Q(survivor__isnull=True) & ~Q(why_nothing="")),
                name="slip_filed_to_somebody_or_for_a_reason",
            ),
        ]

    class Rows:
        linkwork = rows.See("support_agency_id", "agency_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.SAFETY
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.COUNT

    def __str__(self) -> str:
        return f"filing of {self.slip_id}"
