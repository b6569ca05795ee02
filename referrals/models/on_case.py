from django.conf import settings
from django.db import models

from chrysalis import privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.models.case import Case


class OnCase(models.Model):
    """Something that a caseworker wrote on a case: read while that is open, never moved to another leg."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True)

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE
