from django.db import models

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency, Scheme, Signature
from chrysalis.versions import Versioned
from referrals.models.referral import Source


class WayIn(Versioned):
    """What a scheme says of one way in: on which lawful basis it holds what it is told there, and whether
    somebody may be referred who has not agreed. Without a row, what is usual holds."""

    id = keys.primary("way-in")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    # Copied from the scheme, so that who may edit is one plain comparison.
    kept_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source)
    lawful_basis = models.CharField(max_length=30, choices=Signature.Basis)
    without_agreement = models.BooleanField()

    class Meta:
        ordering = ["source"]
        verbose_name_plural = "ways in"
        constraints = [models.UniqueConstraint(fields=["scheme", "source"], name="way_in_once_a_scheme")]

    class Rows:
        app = rows.See("kept_by_id", "agency_id", insert=True, change=True)
        everyone = rows.Reference()

    class Privacy(privacy.Privacy):
        side = Side.NEITHER
        retention = "reference"
        subject_access = False
        after_erasure = privacy.Erasure.KEEP

    def __str__(self) -> str:
        return f"way in of {self.scheme_id} for {self.source}"
