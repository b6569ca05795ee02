from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys, privacy
from chrysalis.access import rows
from chrysalis.access.barriers import Side
from chrysalis.agencies.models import Agency
from referrals.events import Happened
from referrals.models.came_with import Occasion
from referrals.models.case import Case
from referrals.models.referral import Referral
from referrals.models.written_down import WrittenDown


HAPPENED = [(each.value, Occasion(each.value).label) for each in Happened]


class Incident(models.Model):
    """Something new of a person whose case is open: told with a referral that joined the case, or told to a
    caseworker. Never changed, but that it is of somebody else after all.

    SAFETY: that something happened, and of which kind, is told upwards at once. What was told stays here.
    """

    id = keys.primary("incident")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    provider_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # The referral that brought it, which opened no case of its own.
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("what it is", max_length=20, choices=HAPPENED)
    happened_on = models.DateField("when it happened", null=True, blank=True)
    told_by = models.CharField("who told it", max_length=200)
    way = models.CharField("how it was told", max_length=20, choices=WrittenDown.Way, blank=True)
    told_at = models.DateTimeField("when it was told")
    account = models.TextField("what was told", max_length=4000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # Since when it is known to be of somebody else: it stays, and counts for nothing.
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(taken_off_at__isnull=True), name="referral_joins_one_case"
            ),
            models.CheckConstraint(
                condition=Q(taken_off_at__isnull=True) | Q(referral__isnull=False),
                name="incident_taken_off_with_its_referral",
            ),
            models.CheckConstraint(
                condition=Q(referral__isnull=False) | (~Q(way="") & ~Q(account="")),
                name="incident_came_with_a_referral_or_was_told",
            ),
            models.CheckConstraint(
                condition=Q(told_at__lte=models.F("recorded_at")), name="incident_was_told_before_it_is_kept"
            ),
        ]

    class Rows:
        casework = named = rows.Open("case_id", "case_id", insert=True, change=True, only=("taken_off_at",))

    class Privacy(privacy.Privacy):
        side = Side.CHANGE
        retention = "case"
        subject_access = True
        after_erasure = privacy.Erasure.DELETE

    def __str__(self) -> str:
        return f"{self.kind} on {self.case_id}"
