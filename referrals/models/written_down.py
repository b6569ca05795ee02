from django.db import models
from django.db.models import Q

from chrysalis import keys
from chrysalis.access import rows
from chrysalis.agencies.models import Agency
from referrals.models.came_with import CameWith
from referrals.models.referral import Referral


class WrittenDown(CameWith):
    """That a referral was told by somebody without an account: who, of which agency, when and how. Where a
    caseworker wrote it down, who that was is the referral's own `sent_by`; by a link they wrote it
    themselves.

    Nobody but those who work on it sees what became of it; by a link, whoever sent it reads a word.
    """

    class Way(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        EMAIL = "email", "By e-mail"
        LETTER = "letter", "By letter"
        IN_PERSON = "in_person", "In person"

    class Unspoken(models.TextChoices):
        """Ways in which nobody tells it to a caseworker."""

        LINK = "link", "By a link sent to their work e-mail address"
        SPREADSHEET = "spreadsheet", "In a spreadsheet"

    id = keys.primary("written-down")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="written_down")
    told_by = models.CharField("who told it", max_length=200)
    # One that takes part in the scheme, or another by its name.
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency_named = models.CharField("their agency", max_length=200, blank=True)
    role = models.CharField("their post", max_length=200)
    way = models.CharField("how it was told", max_length=20, choices=[*Way.choices, *Unspoken.choices])
    told_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "written down"
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, agency_named="")
                | (Q(agency__isnull=True) & ~Q(agency_named="")),
                name="written_down_of_one_agency",
            ),
        ]

    class Rows(CameWith.Rows):
        casework = rows.Open(
            "referral_id", "referral_id", insert=True, owner=("provider_agency_id", "agency_id")
        )

    def __str__(self) -> str:
        return f"who told {self.referral_id}"

    @property
    def agency_name(self) -> str:
        return self.agency.name if self.agency else self.agency_named
