from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.keys import Key


class ReferrerInvitation(models.Model):
    """A way in for one referral, by a link sent to the work e-mail address of a professional who has no
    account. It holds nothing of whoever is referred, nor whether anybody was.
    """

    id = keys.primary("referrer-invitation")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # the front door
    # One that takes part, or another by its name.
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency_named = models.CharField("their agency", max_length=200, blank=True)
    address = models.EmailField("work e-mail address")
    # Nobody where the professional asked for the link, from an address of an agency that takes part.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["provider_agency", "-made_at", "-id"], name="invited_by_provider"),
            models.Index(fields=["address", "made_at"], name="invited_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, agency_named="")
                | (Q(agency__isnull=True) & ~Q(agency_named="")),
                name="invited_of_one_agency",
            ),
        ]

    class Rows:
        casework = rows.See("provider_agency_id", "agency_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"invitation to refer of {self.made_at:%Y-%m-%d}"

    @property
    def agency_name(self) -> str:
        return self.agency.name if self.agency else self.agency_named


class LinkToRefer(models.Model):
    """The link of an invitation, and what became of it. Only a digest is kept: reading the table opens
    nothing.

    SAFETY: a table of its own, which nobody sees under a hat. A colleague who could read that a link was
    used, and finds no referral in the inbox, would know that somebody is here whom they may not know of.
    """

    id = keys.primary("link-to-refer")
    invitation = models.OneToOneField(ReferrerInvitation, on_delete=models.PROTECT, related_name="link")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ends_at = models.DateTimeField()
    # The key of the form, which the referral will bear: what is sealed beside it comes with it.
    sent_as = models.UUIDField(default=Key("sent-by-link"), editable=False, unique=True)
    sealed = models.UUIDField("the section sealed last", null=True, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, reference="")
                | (Q(used_at__isnull=False) & ~Q(reference="")),
                name="link_used_for_a_referral",
            ),
        ]

    class Rows:
        """Nobody reads links under a hat."""

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "account"
        subject_access = False
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"link of {self.invitation_id}"

    @property
    def scheme(self) -> Scheme:
        return self.invitation.scheme
