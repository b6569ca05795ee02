"""Documents that somebody sent about the person referred: with the referral, or added to the case later.

SAFETY: what names anybody harmed is no document of this side. It goes to partner support when it is sent, and
neither a row nor a number here tells of it.
"""

from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Membership
from chrysalis.attachments.models import CHECKED, VERDICT, Attachment
from referrals.models.on_case import OnCase
from referrals.models.referral import Referral


class ReferralDocument(Attachment):
    """What came with a referral. Before that is sent, it is held by whoever writes it, and seen by nobody
    else; after, they see it no more."""

    id = keys.primary("referral-document")
    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="documents")
    came_with = models.UUIDField()  # the key of the form that it stands with
    held_by = models.UUIDField(null=True)  # the membership of whoever writes that, until it is sent
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # of whoever sent it
    sweep_after = models.DateTimeField(null=True)

    class Meta(Attachment.Meta):
        abstract = False
        indexes = [
            *Attachment.Meta.indexes,
            models.Index(fields=["held_by", "came_with"], condition=Q(referral=None), name="document_held"),
        ]
        constraints = [
            *Attachment.Meta.constraints,
            models.CheckConstraint(
                condition=Q(referral__isnull=True, sweep_after__isnull=False)
                | Q(referral__isnull=False, sweep_after__isnull=True, held_by__isnull=True),
                name="referraldocument_is_sent_or_swept",
            ),
        ]

    class Rows:
        referrer = rows.See("held_by", "membership_id", insert=True, change=True, only=("sweep_after",))
        casework = named = rows.Open("referral_id", "referral_id")
        courier = rows.Carry(
            "id", insert=False, columns=(*CHECKED, "membership_id", "agency_id"), only=VERDICT
        )
        change_system = rows.Sweep()

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "referral"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"document {self.pk}"


class CaseDocument(OnCase, Attachment):
    """What a caseworker added to a case."""

    id = keys.primary("case-document")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta(Attachment.Meta):
        abstract = False

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)
        courier = rows.Carry(
            "id", insert=False, columns=(*CHECKED, "membership_id", "provider_agency_id"), only=VERDICT
        )

    class Privacy(OnCase.Privacy):
        pass

    def __str__(self) -> str:
        return f"document on {self.case_id}"
