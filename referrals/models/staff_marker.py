from django.conf import settings
from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from referrals.models.came_with import Marker
from referrals.models.on_case import OnCase
from referrals.models.referral import Referral


class StaffMarker(OnCase):
    """What whoever meets the person has to be ready for: what was told, by whom, on which day; then whether
    somebody here found that it is so, or that it is so no longer, and why.

    It stands at the top of every page of the case: a dog at the address is no use in a referral that nobody
    opens before a visit.
    """

    id = keys.primary("staff-marker")
    kind = models.CharField("what to be ready for", max_length=20, choices=Marker)
    told_by = models.CharField("who told it", max_length=200)
    told_on = models.DateField("when it was told")
    # The referral that told it; none where somebody told a caseworker.
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_words = models.CharField("how it is known", max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_at__isnull=True), name="staff_marker_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, confirmed_words="")
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_words="")),
                name="staff_marker_confirmed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="staff_marker_ended_for_a_reason",
            ),
        ]

    class Rows:
        casework = named = rows.Open(
            "case_id",
            "case_id",
            insert=True,
            change=True,
            only=(
                *("confirmed_at", "confirmed_by_id", "confirmed_words"),
                *("ended_at", "ended_by_id", "ended_because"),
            ),
        )

    def __str__(self) -> str:
        return f"staff marker on {self.case_id}"

    @property
    def in_short(self) -> str:
        """As the top of a page says it."""
        sure = "confirmed" if self.confirmed_at else "not confirmed"
        return f"{self.get_kind_display()} (told by {self.told_by}, {self.told_on:%-d %B %Y}; {sure})"
